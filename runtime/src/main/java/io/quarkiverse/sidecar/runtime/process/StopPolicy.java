package io.quarkiverse.sidecar.runtime.process;

import java.time.Duration;
import java.util.Objects;

/**
 * How a process tree is asked to end.
 *
 * @param signal what the main process is sent; its descendants get TERM once it is gone
 * @param timeout from the first signal on, for the whole tree; what is left then is killed. Zero kills at once
 */
public record StopPolicy(StopSignal signal, Duration timeout) {

    /** TERM, then KILL after the 10 seconds that container runtimes grant too. */
    public static final StopPolicy DEFAULT = new StopPolicy(StopSignal.TERM, Duration.ofSeconds(10));

    /** For what has had its time. */
    public static final StopPolicy AT_ONCE = new StopPolicy(StopSignal.KILL, Duration.ZERO);

    public StopPolicy {
        Objects.requireNonNull(signal, "signal");
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("The stop timeout must not be negative, but is " + timeout);
        }
    }
}
