package io.quarkiverse.sidecar.runtime.process;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;
import io.quarkiverse.sidecar.runtime.process.ProcessSnapshot.Listing;

/**
 * The process table of Linux, read from {@code /proc}. A process may end between any two reads: whatever then fails to be
 * read is reported as absent.
 */
final class LinuxProcessTable implements ProcessTable {

    private static final Path PROC = Path.of("/proc");

    /** The bit of QUIT, signal 3, in the masks of /proc/PID/status. */

    /**
     * Where hundreds are born in a second two are enough, now and then three; where thousands are, more would find only more.
     */
    private static final int LISTINGS = 3;

    /** A program is executed in a fraction of a millisecond, unless the machine is busy. */
    private static final int LOOKS_AT_EXECUTION = 100;
    private static final long BETWEEN_LOOKS_NANOS = 1_000_000;

    /** Nearly every environment in one read: with the next, the process may execute another program, and the rest is gone. */
    private static final int ENVIRONMENT_BYTES = 64 * 1024;

    private final long self = ProcessHandle.current().pid();
    private final Machine machine = new Machine(bootId(), pidNamespace());
    private final SnapshotCoalescer snapshots = new SnapshotCoalescer(() -> ProcessSnapshot.of(this));

    static boolean isSupported() {
        return Files.isReadable(PROC.resolve("self/stat")) && Files.isReadable(PROC.resolve("sys/kernel/random/boot_id"));
    }

    @Override
    public Machine machine() {
        return machine;
    }

    /** The time since boot, with two decimals; start ticks are hundredths of it. */
    @Override
    public long ticks() {
        try (FileInputStream in = new FileInputStream(PROC + "/uptime")) {
            String sinceBoot = text(in.readAllBytes()).split(" ")[0];
            return Long.parseLong(sinceBoot.replace(".", ""));
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public Optional<ProcessEntry> find(long pid) {
        return stat(pid).map(ProcStat::entry);
    }

    @Override
    public List<ProcessEntry> all() {
        return list().entries();
    }

    /**
     * Lists again until there is no new process. The kernel lists by number and assigns rising numbers, so a child of a
     * process that had ended before it was read is in the next listing.
     */
    @Override
    public Listing list() {
        List<ProcessEntry> entries = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        byte[] buffer = new byte[ProcStat.LONGEST];
        boolean news = true;
        boolean allRead = true;
        for (int listing = 0; news && listing < LISTINGS; listing++) {
            news = false;
            for (long pid : pids()) {
                if (seen.add(pid)) {
                    news = true;
                    Optional<ProcStat> line = stat(pid, buffer);
                    line.map(ProcStat::entry).ifPresent(entries::add);
                    allRead &= line.isPresent() ? !line.get().released()
                            : Files.notExists(PROC.resolve(Long.toString(pid)));
                }
            }
        }
        // Without a free descriptor nothing can be read, and everybody would seem to be gone.
        if (entries.stream().noneMatch(entry -> entry.pid() == self)) {
            throw new IllegalStateException("Cannot read the processes in " + PROC + ", not even this one (pid " + self
                    + "). Perhaps this application has too many files open");
        }
        return new Listing(entries, allRead && !news);
    }

    /** In one go: a process may be born between two of them. */
    private static List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        // Not by File.list(), which takes a listing that breaks off for the whole.
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, LinuxProcessTable::namesProcess)) {
            folders.forEach(directory -> pids.add(Long.parseLong(directory.getFileName().toString())));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot list " + PROC, e);
        }
        return pids;
    }

    @Override
    public ProcessSnapshot snapshot() {
        return snapshots.take();
    }

    @Override
    public ProcessSnapshot snapshotWithOthers() {
        return snapshots.takeWithOthers();
    }

    @Override
    public Optional<Map<String, String>> environment(long pid) {
        return environment(pid, LOOKS_AT_EXECUTION).map(bytes -> {
            Map<String, String> environment = new HashMap<>();
            for (String entry : zeroSeparated(bytes)) {
                int equals = entry.indexOf('=');
                if (equals > 0) {
                    environment.putIfAbsent(entry.substring(0, equals), entry.substring(equals + 1));
                }
            }
            return environment;
        });
    }

    /** Decided by one line: while a thread executes a program, one read may show the process as ending, and the next not. */
    @Override
    public boolean environmentMissed(ProcessEntry process) {
        // First, and without a descriptor: afterwards the process is still there, so it is not for its end if it is not.
        boolean mayBeRead = Files.isReadable(PROC.resolve(process.pid() + "/environ"));
        return stat(process.pid()).filter(line -> line.entry().sameProcess(process))
                .filter(line -> line.hasNoEnvironment() || !mayBeRead && !line.exiting()).isEmpty();
    }

    @Override
    public Optional<Path> executable(long pid) {
        try {
            return Optional.of(Files.readSymbolicLink(PROC.resolve(pid + "/exe")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<List<String>> commandLine(long pid) {
        return read(pid, "cmdline").filter(bytes -> bytes.length > 0).map(LinuxProcessTable::zeroSeparated);
    }

    @Override
    public OptionalLong user(long pid) {
        return read(pid, "status").map(LinuxProcessTable::text).stream().flatMap(String::lines)
                .filter(line -> line.startsWith("Uid:"))
                .mapToLong(line -> Long.parseLong(line.split("\\s+")[2]))
                .findFirst();
    }

    /** Each thread has its own list; a kernel that was built without them has none. */
    @Override
    public List<Long> children(long pid) {
        List<Long> children = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(PROC.resolve(pid + "/task"))) {
            for (Path thread : threads) {
                read(pid, "task/" + thread.getFileName() + "/children").map(LinuxProcessTable::text).stream()
                        .flatMap(listed -> Stream.of(listed.split(" "))).filter(child -> !child.isBlank())
                        .forEach(child -> children.add(Long.parseLong(child)));
            }
        } catch (IOException | DirectoryIteratorException ended) {
            return children;
        }
        return children;
    }

    @Override
    public Set<Long> outputPipes(long pid) {
        return OutputPipes.of(pid);
    }

    @Override
    public boolean stopped(long pid) {
        return stat(pid).filter(ProcStat::stopped).isPresent();
    }

    @Override
    public Optional<String> deafTo(long pid, StopSignal signal) {
        // Many programs block signals to wait for them; QUIT is blocked by the JDK, which starts its children so.
        if (signal == StopSignal.QUIT && masked(pid, "SigBlk:", signal)) {
            return Optional.of("the process blocks QUIT, as the JVM made it start");
        }
        return masked(pid, "SigIgn:", signal) ? Optional.of("the process ignores " + signal + ", as a program does that was"
                + " started in the background of a shell, or by nohup") : Optional.empty();
    }

    private static boolean masked(long pid, String mask, StopSignal signal) {
        return read(pid, "status").map(LinuxProcessTable::text).stream().flatMap(String::lines)
                .filter(line -> line.startsWith(mask))
                .anyMatch(line -> (Long.parseUnsignedLong(line.split("\\s+")[1], 16) >> signal.number - 1 & 1) != 0);
    }

    /** Waits while the environment is empty because of an exec: otherwise the process would not be recognized. */
    private static Optional<byte[]> environment(long pid, int looks) {
        Optional<byte[]> bytes = readEnvironment(pid);
        for (int look = 1; look < looks && bytes.filter(none -> none.length == 0).isPresent()
                && stat(pid).filter(ProcStat::hasEnvironment).isPresent(); look++) {
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            bytes = readEnvironment(pid);
        }
        return bytes;
    }

    private static boolean namesProcess(Path directory) {
        return Character.isDigit(directory.getFileName().toString().charAt(0));
    }

    private static Optional<byte[]> readEnvironment(long pid) {
        try (FileInputStream in = new FileInputStream(PROC + "/" + pid + "/environ")) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            byte[] buffer = new byte[ENVIRONMENT_BYTES];
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                whole.write(buffer, 0, length);
            }
            return Optional.of(whole.toByteArray());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<ProcStat> stat(long pid) {
        return stat(pid, new byte[ProcStat.LONGEST]);
    }

    /** In one read: the kernel makes the whole line for it. */
    private static Optional<ProcStat> stat(long pid, byte[] buffer) {
        if (pid <= 0) {
            return Optional.empty();
        }
        try (FileInputStream in = new FileInputStream(PROC + "/" + pid + "/stat")) {
            return ProcStat.of(pid, buffer, in.read(buffer));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> read(long pid, String file) {
        // Not through a channel: an interrupted thread could not read one, and would see every process as gone.
        try (FileInputStream in = new FileInputStream(PROC + "/" + pid + "/" + file)) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> zeroSeparated(byte[] bytes) {
        return Arrays.asList(text(bytes).split("\0"));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String bootId() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).trim();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static long pidNamespace() {
        try {
            String link = Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
            return Long.parseLong(link.replaceAll("\\D", ""));
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
