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
}
