package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import io.quarkiverse.sidecar.runtime.lifecycle.Command;

final class NothingImpossible extends Check {

    NothingImpossible() {
        super(Invariant.NOTHING_IMPOSSIBLE);
    }

    @Override
    void stepped(Observed step) {
        if (step.orders(Command.ReportImpossible.class)) {
            hold(false, "%s in %s", step.input(), step.before().phase());
        }
    }
}
