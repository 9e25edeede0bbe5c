package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import static io.quarkiverse.sidecar.runtime.lifecycle.InputKind.EXITED;
import static io.quarkiverse.sidecar.runtime.lifecycle.InputKind.LAUNCHED;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.READY;

import io.quarkiverse.sidecar.runtime.lifecycle.Command;

final class ToldOnce extends Check {

    private boolean launched;
    private boolean exited;

    ToldOnce() {
        super(Invariant.TOLD_ONCE);
    }

    @Override
    void appBegins() {
        launched = false;
        exited = false;
    }

    @Override
    void stepped(Observed step) {
        boolean launches = step.is(LAUNCHED) && step.isCurrent() && !launched;
        boolean exits = step.is(EXITED) && step.isCurrent() && !exited;
        expect(step, Command.AnnounceLaunched.class, launches);
        expect(step, Command.AnnounceExited.class, exits);
        expect(step, Command.AnnounceReady.class, step.enters(READY));
        hold(!step.enters(READY) || step.after().failure().isEmpty(), "it is ready and shows a failure");
        launched = !step.beginsAttempt() && (launched || launches);
        exited = !step.beginsAttempt() && (exited || exits);
    }

    private void expect(Observed step, Class<? extends Command> announcement, boolean expected) {
        int count = step.count(announcement);
        if (count != (expected ? 1 : 0)) {
            hold(false, "%s led to %d %s", step.input(), count, announcement.getSimpleName());
        }
    }
}
