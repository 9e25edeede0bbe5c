package io.quarkiverse.sidecar.runtime.output;

import java.util.regex.Pattern;

/** Text as a program means it. Pure. */
final class PlainText {

    private static final Pattern INVISIBLE = Pattern
            .compile("\\u001b(\\[[0-?]*[ -/]*[@-~])?|[\\u200b\\u200c\\u200d\\u2060\\ufeff]");

    private PlainText() {
    }

    /** Without colors, and without characters that have no width. */
    static String of(String line) {
        return INVISIBLE.matcher(line).replaceAll("");
    }
}
