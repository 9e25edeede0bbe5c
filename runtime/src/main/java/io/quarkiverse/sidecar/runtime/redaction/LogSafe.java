package io.quarkiverse.sidecar.runtime.redaction;

/** Makes untrusted text safe for a log message: one line, and short. */
public final class LogSafe {

    static final int LIMIT = 400;

    private LogSafe() {
    }

    public static String of(Object text) {
        String line = String.valueOf(text);
        String cut = line.length() <= LIMIT ? line : line.substring(0, LIMIT) + "... (" + line.length() + " characters)";
        return cut.replaceAll("\\p{C}", "?");
    }
}
