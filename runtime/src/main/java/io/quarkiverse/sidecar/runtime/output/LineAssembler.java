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
        int from = 0;
        while (from < count) {
            int to = from;
            while (to < count && ordinary(characters[to])) {
                to++;
            }
            if (to > from) {
                append(characters, from, to);
            }
            if (to < count) {
                add(characters[to]);
            }
            from = to + 1;
        }
    }

    /** True when something stands after the last line end. */
    boolean begun() {
        return !line.isEmpty();
    }

    /** What stands after the last line end. */
    String beginning() {
        return text();
    }

    /** Delivers what stands after the last line end. */
    void end() {
        if (!line.isEmpty()) {
            deliver();
        }
    }

    /** What belongs to the line, whatever stands before it. */
    private static boolean ordinary(char character) {
        return !Character.isISOControl(character) || character == '\t' || character == ESCAPE;
    }

    private void add(char control) {
        if (control == '\n') {
            deliver();
        } else if (control == '\r') {
            carriageReturn = true;
        } else if (carriageReturn) {
            reset();
        }
    }

    private void append(char[] characters, int from, int to) {
        if (carriageReturn) {
            reset();
        }
        int taken = Math.min(to - from, LIMIT - line.length());
        line.append(characters, from, taken);
        cut |= taken < to - from;
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
