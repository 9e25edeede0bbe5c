package io.quarkiverse.sidecar.it.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code /proc}. What has ended meanwhile is absent. */
final class ProcFolder {

    private static final Path ROOT = Path.of("/proc");

    private ProcFolder() {
    }

    /** The fields of {@code stat} that count here. */
    record Stat(char state, long parent, long startTicks) {

        boolean zombie() {
            return state == 'Z' || state == 'X';
        }
    }

    static List<Long> pids() throws IOException {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(ROOT, "[0-9]*")) {
            folders.forEach(folder -> pids.add(Long.parseLong(folder.getFileName().toString())));
        }
        return pids;
    }

    static Optional<Stat> stat(long pid) {
        return read(pid, "stat").map(text -> {
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return new Stat(fields[0].charAt(0), Long.parseLong(fields[1]), Long.parseLong(fields[19]));
        });
    }

    /** Empty for a zombie, and for what the kernel runs. */
    static Map<String, String> environment(long pid) {
        Map<String, String> environment = new HashMap<>();
        for (String entry : read(pid, "environ").orElse("").split("\0")) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                environment.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return environment;
    }

    static String commandLine(long pid) {
        return read(pid, "cmdline").orElse("").replace('\0', ' ').strip();
    }

    /** A number of {@code /proc/PID/status}; 0 when there is none. */
    static long status(long pid, String key) {
        return read(pid, "status").stream().flatMap(String::lines).filter(line -> line.startsWith(key + ":"))
                .map(line -> line.replaceAll("[^0-9]", "")).mapToLong(Long::parseLong).findFirst().orElse(0);
    }

    static long descriptors(long pid) {
        String[] names = ROOT.resolve(pid + "/fd").toFile().list();
        return names == null ? 0 : names.length;
    }

    static double loadAverage() throws IOException {
        return Double.parseDouble(Files.readString(ROOT.resolve("loadavg")).split(" ")[0]);
    }

    private static Optional<String> read(long pid, String file) {
        try {
            return Optional.of(Files.readString(ROOT.resolve(pid + "/" + file), StandardCharsets.ISO_8859_1));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
