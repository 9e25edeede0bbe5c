package io.quarkiverse.sidecar.runtime.probe;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** One way of asking a sidecar whether it is well. Safe for use by any thread. */
public interface Probe {

    /**
     * Asks once. Never throws and never blocks.
     *
     * @return always completes normally, within the probe's timeout; on a Vert.x thread, which must not be blocked
     */
    CompletionStage<ProbeAnswer> ask();

    /** How long to wait at least between two questions, where many are asked in quick succession. */
    default Duration pause() {
        return Duration.ZERO;
    }
}
