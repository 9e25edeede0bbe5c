package io.quarkiverse.sidecar.runtime.output;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Waits for the first line that holds a match of a pattern. Without a pattern there is nothing to wait for. Any thread. */
public final class LinePattern implements Consumer<String> {

    private final Pattern pattern;
    private volatile boolean seen;

    public LinePattern(Optional<Pattern> pattern) {
        this.pattern = pattern.orElse(null);
        this.seen = pattern.isEmpty();
    }

    @Override
    public void accept(String line) {
        if (!seen && pattern.matcher(line).find()) {
            seen = true;
        }
    }

    public boolean seen() {
        return seen;
    }
}
