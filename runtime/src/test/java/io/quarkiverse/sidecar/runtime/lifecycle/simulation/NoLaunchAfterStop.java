package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import io.quarkiverse.sidecar.runtime.lifecycle.Command;
import io.quarkiverse.sidecar.runtime.lifecycle.InputKind;

final class NoLaunchAfterStop extends Check {

    private boolean wanted;
    private boolean shutDown;

    NoLaunchAfterStop() {
        super(Invariant.NO_LAUNCH_AFTER_STOP);
    }

    @Override
    void appBegins() {
        wanted = false;
        shutDown = false;
    }

    @Override
    void stepped(Observed step) {
        shutDown |= step.is(InputKind.SHUTDOWN);
        if (step.is(InputKind.START) || step.is(InputKind.RESTART)) {
            wanted = !shutDown;
        } else if (step.is(InputKind.STOP) || step.is(InputKind.SHUTDOWN)) {
            wanted = false;
        }
        if (!wanted && step.orders(Command.Launch.class)) {
            hold(false, "launch %d although nobody wants it", step.after().launch());
        }
    }
}
