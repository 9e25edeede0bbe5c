package io.quarkiverse.sidecar.runtime.reclaim;

/** Text that anybody may have written, for a line of the log: on one line, and short. */
final class Printable {

    static final int LIMIT = 200;

    private Printable() {
    }

    static String of(Object text) {
        String line = String.valueOf(text);
        String cut = line.length() <= LIMIT ? line : line.substring(0, LIMIT) + "... (" + line.length() + " characters)";
        return cut.replaceAll("\\p{C}", "?");
    }
}
