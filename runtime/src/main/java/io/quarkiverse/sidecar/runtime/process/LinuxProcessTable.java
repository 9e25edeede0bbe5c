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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The process table of Linux, read from {@code /proc}. A process may end between any two reads: whatever then fails to be
 * read is reported as absent.
 */
final class LinuxProcessTable implements ProcessTable {

    private static final Path PROC = Path.of("/proc");

    // Fields of /proc/PID/stat after the closing parenthesis of the command name, counted from 0 (proc(5) counts from 1
    // and starts two fields earlier).
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int THREADS = 17;
    private static final int START_TICKS = 19;
    private static final int MEMORY_BYTES = 20;
    private static final int CODE_END = 24;
    private static final int ENVIRONMENT_START = 47;
    private static final int ENVIRONMENT_END = 48;

    /** The bit of QUIT, signal 3, in the masks of /proc/PID/status. */
    private static final long QUIT = 1 << 3 - 1;

    /** A program is executed in a fraction of a millisecond, unless the machine is busy. */
    private static final int LOOKS_AT_EXECUTION = 100;
    private static final long BETWEEN_LOOKS_NANOS = 1_000_000;

    /** Nearly every environment in one read: with the next, the process may execute another program, and the rest is gone. */
    private static final int ENVIRONMENT_BYTES = 64 * 1024;

    private final long self = ProcessHandle.current().pid();
    private final Machine machine = new Machine(bootId(), pidNamespace());
    private final SharedSnapshots snapshots = new SharedSnapshots(() -> Snapshot.of(this));

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
        return pid <= 0 ? Optional.empty() : read(pid, "stat").flatMap(bytes -> parseStat(pid, text(bytes)));
    }

    @Override
    public List<ProcessEntry> all() {
        List<ProcessEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, LinuxProcessTable::namesProcess)) {
            for (Path folder : folders) {
                find(Long.parseLong(folder.getFileName().toString())).ifPresent(entries::add);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot list " + PROC, e);
        }
        // Without a free descriptor nothing can be read, and everybody would seem to be gone.
        if (entries.stream().noneMatch(entry -> entry.pid() == self)) {
            throw new IllegalStateException("Cannot read the processes in " + PROC + ", not even this one (pid " + self
                    + "). Perhaps this application has too many files open");
        }
        return entries;
    }

    @Override
    public Snapshot snapshot() {
        return snapshots.take();
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

    /** A process in the hands of a debugger is in another state ({@code t}). */
    @Override
    public boolean stopped(long pid) {
        return read(pid, "stat").map(LinuxProcessTable::text)
                .filter(stat -> stat.startsWith("T", stat.lastIndexOf(')') + 2)).isPresent();
    }

    @Override
    public boolean blocksQuit(long pid) {
        return read(pid, "status").map(LinuxProcessTable::text).stream().flatMap(String::lines)
                .filter(line -> line.startsWith("SigBlk:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.split("\\s+")[1], 16) & QUIT) != 0);
    }

    static Optional<ProcessEntry> parseStat(long pid, String stat) {
        String[] fields = fields(stat);
        if (fields.length <= START_TICKS) {
            return Optional.empty();
        }
        char state = fields[STATE].charAt(0);
        // Only its first thread has ended when a zombie still has others: the process is alive.
        boolean zombie = state == 'X' || state == 'Z' && Long.parseLong(fields[THREADS]) <= 1;
        return Optional.of(new ProcessEntry(pid, Long.parseLong(fields[PARENT]), Long.parseLong(fields[GROUP]),
                Long.parseLong(fields[SESSION]), Long.parseLong(fields[START_TICKS]), zombie));
    }

    /** The command name between the parentheses may itself hold parentheses and spaces: the last one ends it. */
    private static String[] fields(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
    }

    /** Waits while there is none because another program is just being executed: else whoever does so would not be ours. */
    private static Optional<byte[]> environment(long pid, int looks) {
        Optional<byte[]> bytes = readEnvironment(pid);
        for (int look = 1; look < looks && bytes.filter(none -> none.length == 0).isPresent() && hasOne(pid); look++) {
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            bytes = readEnvironment(pid);
        }
        return bytes;
    }

    /**
     * True when it has an environment, or will have one; a kernel thread and one that is ending have no memory to keep it in.
     */
    private static boolean hasOne(long pid) {
        return read(pid, "stat").map(bytes -> fields(text(bytes))).filter(fields -> fields.length > ENVIRONMENT_END)
                .filter(fields -> !fields[MEMORY_BYTES].equals("0"))
                .filter(fields -> fields[CODE_END].equals("0")
                        || !fields[ENVIRONMENT_END].equals(fields[ENVIRONMENT_START]))
                .isPresent();
    }

    private static boolean namesProcess(Path folder) {
        return Character.isDigit(folder.getFileName().toString().charAt(0));
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
