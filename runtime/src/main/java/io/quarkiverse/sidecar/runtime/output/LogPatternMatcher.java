package io.quarkiverse.sidecar.runtime.output;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

/**
 * Waits for the first line that holds a match of a pattern. Without a pattern there is nothing to wait for. Bounded in time: a
 * line on which the pattern takes too long holds no match, and the log says so once. Any thread.
 */
public final class LogPatternMatcher implements Consumer<String> {

    private static final Logger LOG = Logger.getLogger(LogPatternMatcher.class);

    /** A long line, tried from each of its places, takes a tenth of that; some 50 milliseconds. */
    private static final int LOOKS = 10_000_000;

    private final Pattern pattern;
    private volatile boolean seen;
    private volatile boolean saidTooSlow;

    public LogPatternMatcher(Optional<Pattern> pattern) {
        this.pattern = pattern.orElse(null);
        this.seen = pattern.isEmpty();
    }

    @Override
    public void accept(String line) {
        if (!seen && matches(line)) {
            seen = true;
        }
    }

    public boolean seen() {
        return seen;
    }

    private boolean matches(String line) {
        try {
            return pattern.matcher(new BoundedText(line, LOOKS)).find();
        } catch (BoundedText.TooManyLooks | StackOverflowError tooHard) {
            if (!saidTooSlow) {
                saidTooSlow = true;
                LOG.warnf("ready.log-pattern is %s: for a line of %d characters it takes too long, so that line counts as"
                        + " no match. Write it without repetitions within repetitions.", pattern, line.length());
            }
            return false;
        }
    }

    /**
     * A text that can be looked at so many times: what reads it for longer is ended by an exception. The one way to end a
     * regular expression that goes back and forth in a line for ever.
     */
    static final class BoundedText implements CharSequence {

        /** The text has been looked at too often. */
        static final class TooManyLooks extends RuntimeException {

            private static final long serialVersionUID = 1L;

            TooManyLooks() {
                super(null, null, false, false);
            }
        }

        private final String text;
        private int looksLeft;

        BoundedText(String text, int looks) {
            this.text = text;
            this.looksLeft = looks;
        }

        @Override
        public char charAt(int index) {
            if (looksLeft-- <= 0) {
                throw new TooManyLooks();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
