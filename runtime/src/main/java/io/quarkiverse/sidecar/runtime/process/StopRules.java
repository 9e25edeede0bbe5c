package io.quarkiverse.sidecar.runtime.process;

import java.time.Duration;
import java.util.Objects;

/**
 * How a process tree is asked to end.
 *
 * @param signal what the main process is sent; its descendants get TERM once it is gone
 * @param timeout from the first signal on, for the whole tree; what is left then is killed. Zero kills at once
 */
public record StopRules(StopSignal signal, Duration timeout) {

    /** TERM, then KILL after the 10 seconds that container runtimes grant too. */
    public static final StopRules DEFAULT = new StopRules(StopSignal.TERM, Duration.ofSeconds(10));

    /** For what has had its time. */
    public static final StopRules AT_ONCE = new StopRules(StopSignal.KILL, Duration.ZERO);

    public StopRules {
        Objects.requireNonNull(signal, "signal");
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("The stop timeout must not be negative, but is " + timeout);
        }
    }
}
