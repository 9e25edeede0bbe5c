package io.quarkiverse.sidecar.runtime.redaction;

/** Text that anybody may have written, for a line of the log: on one line, and short. */
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
