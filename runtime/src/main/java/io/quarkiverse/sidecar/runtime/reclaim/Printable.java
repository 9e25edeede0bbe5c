package io.quarkiverse.sidecar.runtime.reclaim;

import java.io.IOException;

import io.quarkiverse.sidecar.runtime.reclaim.PrivateFiles.UnusableFileException;

/** Text that anybody may have written, for a line of the log: on one line, and short. */
final class Printable {

    static final int LIMIT = 400;

    private Printable() {
    }

    /** Those of the system say what is wrong by their name alone. */
    static String why(Exception e) {
        return of(e instanceof UnusableFileException || e.getClass() == IOException.class ? e.getMessage() : e.toString());
    }

    static String of(Object text) {
        String line = String.valueOf(text);
        String cut = line.length() <= LIMIT ? line : line.substring(0, LIMIT) + "... (" + line.length() + " characters)";
        return cut.replaceAll("\\p{C}", "?");
    }
}
