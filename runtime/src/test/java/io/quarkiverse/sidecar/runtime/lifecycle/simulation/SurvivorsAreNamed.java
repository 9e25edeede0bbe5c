package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.ENDING_TO_RETRY;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.FAILED;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.RESTARTING;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.SHUTTING_DOWN;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.SHUT_DOWN;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.STOPPING;

import java.util.EnumSet;
import java.util.Set;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.runtime.lifecycle.Command;
import io.quarkiverse.sidecar.runtime.lifecycle.InputKind;
import io.quarkiverse.sidecar.runtime.lifecycle.Phase;

final class SurvivorsAreNamed extends Check {

    private static final Set<Phase> TERMINATING = EnumSet.of(ENDING_TO_RETRY, STOPPING, RESTARTING, SHUTTING_DOWN);

    SurvivorsAreNamed() {
        super(Invariant.SURVIVORS_ARE_NAMED);
    }

    @Override
    void stepped(Observed step) {
        if (!step.is(InputKind.TREE_SURVIVED) || !step.isCurrent() || !TERMINATING.contains(step.before().phase())) {
            return;
        }
        hold(step.after().phase() == (step.before().phase() == SHUTTING_DOWN ? SHUT_DOWN : FAILED), "it goes on to %s",
                step.after().phase());
        hold(step.after().failure().map(failure -> failure.reason() == FailureReason.UNSTOPPABLE).orElse(false),
                "it does not say so");
        hold(step.count(Command.AnnounceFailed.class) == 1, "it is not announced");
        hold(step.count(Command.AnnounceStopped.class) == 0, "it claims to be stopped");
    }
}
