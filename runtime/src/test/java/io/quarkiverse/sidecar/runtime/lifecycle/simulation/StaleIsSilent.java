package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import io.quarkiverse.sidecar.runtime.lifecycle.Input;

final class StaleIsSilent extends Check {

    StaleIsSilent() {
        super(Invariant.STALE_IS_SILENT);
    }

    @Override
    void stepped(Observed step) {
        if (step.input() instanceof Input.OfLaunch answer && answer.launch() < step.before().launch()) {
            hold(step.step().commands().isEmpty(), "%s led to %s", answer, step.step().commands());
            hold(step.after().equals(step.before()), "%s led to %s", answer, step.after());
        }
    }
}
