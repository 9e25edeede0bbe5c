package io.quarkiverse.sidecar.runtime.state;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The slots that this JVM holds. Closing any handle of a lock file drops the JVM's lock on it, so this registry is checked
 * before a lock file is opened. Kept as text in a system property, which all class loaders share.
 */
public final class HeldSlotRegistry {

    public static final String KEY = "io.quarkiverse.sidecar.held-slots";

    private HeldSlotRegistry() {
    }

    /** Claims the lock file for the owner, before it is opened. False when this JVM has it already. */
    static boolean claim(Path lockFile, String owner) {
        synchronized (System.getProperties()) {
            Map<String, String> held = read();
            boolean free = held.putIfAbsent(lockFile.toString(), owner) == null;
            write(held);
            return free;
        }
    }

    /** Hands over what is claimed. */
    static void hand(Path lockFile, String owner) {
        synchronized (System.getProperties()) {
            Map<String, String> held = read();
            held.put(lockFile.toString(), owner);
            write(held);
        }
    }

    static void release(Path lockFile) {
        synchronized (System.getProperties()) {
            Map<String, String> held = read();
            held.remove(lockFile.toString());
            write(held);
        }
    }

    static Collection<String> owners() {
        synchronized (System.getProperties()) {
            return read().values();
        }
    }

    private static Map<String, String> read() {
        Map<String, String> held = new LinkedHashMap<>();
        for (String pair : System.getProperty(KEY, "").split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                held.put(URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return held;
    }

    private static void write(Map<String, String> held) {
        if (held.isEmpty()) {
            System.clearProperty(KEY);
        } else {
            System.setProperty(KEY, held.entrySet().stream()
                    .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                    .collect(Collectors.joining("&")));
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
