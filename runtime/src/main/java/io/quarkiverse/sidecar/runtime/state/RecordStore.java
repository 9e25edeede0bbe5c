package io.quarkiverse.sidecar.runtime.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkiverse.sidecar.runtime.launch.LaunchListener;
import io.quarkiverse.sidecar.runtime.launch.LaunchListener.LaunchTicket;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;

/** The records of what this run of the application has running, one file for each sidecar. Safe for use by any thread. */
public final class RecordStore implements LaunchListener {

    public static final String SUFFIX = ".json";

    private final Optional<Path> directory;
    private final Map<String, String> fileNames = new ConcurrentHashMap<>();
    /** The records of the latest launches, by sidecar. */
    private final Map<String, LaunchRecord> latest = new HashMap<>();
    /** Those of the first launches. */
    private final Map<String, LaunchRecord> first = new HashMap<>();
    private boolean closed;

    /** @param directory empty when there is none to write in */
    public RecordStore(Optional<Path> directory) {
        this.directory = directory;
    }

    /**
     * Writes the record of a launch over that of an earlier launch of the same sidecar; once it returns, a JVM that is killed
     * leaves the whole record.
     *
     * @throws IOException naming the file that could not be written
     */
    public synchronized void write(LaunchTicket ticket) throws IOException {
        Path file = file(ticket.name()).orElseThrow(LaunchListener.NothingToRecordIn::new);
        try {
            write(file, LaunchRecord.of(ticket, Instant.now()));
        } catch (IOException | RuntimeException e) {
            throw new IOException("Cannot write the record " + file + ": " + e, e);
        }
    }

    /**
     * Adds to the record of that launch what was seen of it since, unless it has been removed.
     *
     * @throws IOException naming the file that could not be written
     */
    public synchronized void note(String sidecar, String token, LaunchTraces traces) throws IOException {
        LaunchRecord record = latest.get(sidecar);
        if (closed || record == null || !record.token().equals(token)) {
            return;
        }
        Path file = file(sidecar).orElseThrow();
        try {
            write(file, record.with(traces));
        } catch (IOException | RuntimeException e) {
            throw new IOException("Cannot write the record " + file + ": " + e, e);
        }
    }

    private void write(Path file, LaunchRecord record) throws IOException {
        PrivateFiles.write(file, RecordCodec.encode(record));
        latest.put(record.sidecar(), record);
        first.putIfAbsent(record.sidecar(), record);
    }

    /** The record of the first launch of that sidecar in this run, as it was written then. */
    public synchronized Optional<LaunchRecord> first(String sidecar) {
        return Optional.ofNullable(first.get(sidecar));
    }

    /**
     * To be called when the sidecar's whole tree has ended. Does nothing when there is no record.
     *
     * @throws IOException naming the file that could not be removed
     */
    public void remove(String sidecar) throws IOException {
        delete(setAside(sidecar));
    }

    /** As {@link #remove(String)}, unless a later launch than that with this token has been recorded since. */
    public void remove(String sidecar, String token) throws IOException {
        delete(setAside(sidecar, token));
    }

    private synchronized Optional<Path> setAside(String sidecar, String token) throws IOException {
        LaunchRecord record = latest.get(sidecar);
        return record != null && record.token().equals(token) ? setAside(sidecar) : Optional.empty();
    }

    /** It is no record any more. To free what it holds on a busy disk takes milliseconds, in which others can be written. */
    private synchronized Optional<Path> setAside(String sidecar) throws IOException {
        Optional<Path> file = file(sidecar).filter(any -> !closed);
        latest.remove(sidecar);
        Optional<Path> aside = file
                .map(path -> path.resolveSibling(PrivateFiles.TEMPORARY_PREFIX + path.getFileName() + ".ended"));
        try {
            if (file.isPresent()) {
                Files.move(file.get(), aside.get(), StandardCopyOption.ATOMIC_MOVE);
            }
            return aside;
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IOException("Cannot remove the record " + file.get() + ": " + e, e);
        }
    }

    /** If that fails, the next holder of the directory removes what is left. */
    private static void delete(Optional<Path> aside) throws IOException {
        if (aside.isPresent()) {
            Files.deleteIfExists(aside.get());
        }
    }

    /** From now on nothing is removed: the folder may have another owner soon, and what is in it be his. */
    public synchronized void close() {
        closed = true;
    }

    @Override
    public void beforeProgramStarts(LaunchTicket ticket) throws IOException {
        write(ticket);
    }

    /** Where the record of a sidecar is; empty when there is no folder. */
    public Optional<Path> file(String sidecar) {
        return directory
                .map(records -> records
                        .resolve(fileNames.computeIfAbsent(sidecar, name -> SafeFileName.of(name, "") + SUFFIX)));
    }
}
