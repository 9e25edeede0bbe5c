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
    CompletionStage<ProbeResult> ask();

    /**
     * How long to wait at least between two questions, where many are asked in quick succession: 25 ms, unless the probe knows
     * better. A connection of a client library costs some 0.4 ms, so that is 1.6 % of a core.
     */
    default Duration pause() {
        return Duration.ofMillis(25);
    }
}
