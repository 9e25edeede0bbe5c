package io.quarkiverse.sidecar.runtime.output;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Makes lines of characters. A line ends at {@code \n} or {@code \r\n}; a bare {@code \r} starts it again, as on a terminal, so
 * of a progress bar only its last state is left. Control characters other than tab are dropped, escape sequences other than
 * colours too. Never holds more than one line of {@link #LIMIT} characters. For one thread.
 */
final class LineAssembler {

    /** A longer line is cut there, and the rest of it skipped. */
    static final int LIMIT = 8 * 1024;

    /** What a line that was cut ends with. */
    static final String CUT = " [line cut]";

    private static final char ESCAPE = '\u001b';
    private static final Pattern NOT_A_COLOUR = Pattern.compile("\u001b(?!\\[[0-9;:]*m)(\\[[0-?]*[ -/]*[@-~])?");

    private final Consumer<String> lines;
    private final StringBuilder line = new StringBuilder();
    private boolean cut;
    private boolean carriageReturn;

    LineAssembler(Consumer<String> lines) {
        this.lines = lines;
    }

    void add(char[] characters, int count) {
        for (int i = 0; i < count; i++) {
            add(characters[i]);
        }
    }

    /** Delivers what stands after the last line end. */
    void end() {
        if (!line.isEmpty()) {
            deliver();
        }
    }

    private void add(char character) {
        if (character == '\n') {
            deliver();
        } else if (character == '\r') {
            carriageReturn = true;
        } else {
            if (carriageReturn) {
                reset();
            }
            append(character);
        }
    }

    private void append(char character) {
        if (Character.isISOControl(character) && character != '\t' && character != ESCAPE) {
            return;
        }
        if (line.length() < LIMIT) {
            line.append(character);
        } else {
            cut = true;
        }
    }

    private void deliver() {
        String text = text();
        reset();
        lines.accept(text);
    }

    private String text() {
        boolean halfCharacter = cut && Character.isHighSurrogate(line.charAt(LIMIT - 1));
        String text = halfCharacter ? line.substring(0, LIMIT - 1) : line.toString();
        String clean = text.indexOf(ESCAPE) < 0 ? text : NOT_A_COLOUR.matcher(text).replaceAll("");
        return cut ? clean + CUT : clean;
    }

    private void reset() {
        line.setLength(0);
        cut = false;
        carriageReturn = false;
    }
}
