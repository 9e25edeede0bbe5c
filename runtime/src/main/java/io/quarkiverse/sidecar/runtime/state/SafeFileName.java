package io.quarkiverse.sidecar.runtime.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** File names for names that may hold any character: readable in front, unmistakable behind. */
final class SafeFileName {

    private static final int READABLE = 40;
    private static final int HASH_BYTES = 6;

    private SafeFileName() {
    }

    /** @param distinction what else tells it apart */
    static String of(String name, String distinction) {
        String readable = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "_");
        return readable.substring(0, Math.min(READABLE, readable.length())) + "-" + hash(name + "\0" + distinction);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
