package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import io.quarkiverse.sidecar.runtime.lifecycle.Command;

final class NoLaunchAfterStop extends Check {

    private Wish wish;

    NoLaunchAfterStop() {
        super(Invariant.NO_LAUNCH_AFTER_STOP);
    }

    @Override
    void appBegins() {
        wish = new Wish();
    }

    @Override
    void stepped(Observed step) {
        wish.note(step);
        if (!wish.isUp() && (step.beginsAttempt() || step.orders(Command.Launch.class))) {
            hold(false, "%s leads to launch %d although nobody wants it", step.input(), step.after().launch());
        }
    }
}
