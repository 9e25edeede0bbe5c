package io.quarkiverse.sidecar.benchmark.process;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Hears, through a named pipe, the first thing that a program does: it writes a line with its key and pid. The same for
 * sidecars and bare processes, so that neither way of reading output counts.
 */
public final class FirstWords implements AutoCloseable {

    private static final String END = "end 0";
    private static final long PATIENCE_SECONDS = 60;

    /** @param at the moment it was heard, of {@link System#nanoTime} */
    public record Word(String key, long pid, String rest, long at) {
    }

    private final Path pipe;
    private final RandomAccessFile held;
    private final Map<String, BlockingQueue<Word>> words = new ConcurrentHashMap<>();

    public FirstWords(Path directory) throws IOException, InterruptedException {
        pipe = directory.resolve("words");
        if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
            throw new IOException("mkfifo " + pipe + " failed");
        }
        // Open for reading and writing: no program waits for a reader, and the reader never sees an end.
        held = new RandomAccessFile(pipe.toFile(), "rw");
        Thread listener = new Thread(this::listen, "first-words");
        listener.setDaemon(true);
        listener.setPriority(Thread.MAX_PRIORITY);
        listener.start();
    }

    /** Where the programs write to. */
    public Path pipe() {
        return pipe;
    }

    /**
     * Blocks until the next program with that key has spoken.
     *
     * @throws IllegalStateException when none has for a minute
     */
    public Word next(String key) throws InterruptedException {
        Word word = queue(key).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (word == null) {
            throw new IllegalStateException("No program '" + key + "' has come up for " + PATIENCE_SECONDS + " seconds");
        }
        return word;
    }

    private BlockingQueue<Word> queue(String key) {
        return words.computeIfAbsent(key, any -> new LinkedBlockingQueue<>());
    }

    private void listen() {
        try (BufferedReader reader = new BufferedReader(new FileReader(pipe.toFile()))) {
            for (String line = reader.readLine(); !END.equals(line); line = reader.readLine()) {
                long now = System.nanoTime();
                String[] parts = line.split(" ", 3);
                queue(parts[0]).add(new Word(parts[0], Long.parseLong(parts[1]), parts.length > 2 ? parts[2] : "", now));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        held.writeBytes(END + "\n");
        held.close();
    }
}
