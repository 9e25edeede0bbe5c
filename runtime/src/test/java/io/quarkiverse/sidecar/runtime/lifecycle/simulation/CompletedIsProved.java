package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.COMPLETED;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.READY;

final class CompletedIsProved extends Check {

    private boolean wasReady;

    CompletedIsProved() {
        super(Invariant.COMPLETED_IS_PROVED);
    }

    @Override
    void appBegins() {
        wasReady = false;
    }

    @Override
    void stepped(Observed step) {
        if (step.enters(COMPLETED)) {
            hold(wasReady || !step.rules().probed(), "launch %d was never ready", step.before().launch());
        }
        if (step.beginsAttempt()) {
            wasReady = false;
        }
        if (step.enters(READY)) {
            wasReady = true;
        }
    }
}
