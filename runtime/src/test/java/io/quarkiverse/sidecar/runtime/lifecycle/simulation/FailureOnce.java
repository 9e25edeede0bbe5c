package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.FAILED;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.SHUT_DOWN;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.runtime.lifecycle.Command;
import io.quarkiverse.sidecar.runtime.lifecycle.InputKind;

final class FailureOnce extends Check {

    private long failedAt;

    FailureOnce() {
        super(Invariant.FAILURE_ONCE);
    }

    @Override
    void stepped(Observed step) {
        int announced = step.count(Command.AnnounceFailed.class);
        if (step.enters(FAILED)) {
            failedAt = step.now();
            hold(announced == 1, "announced %d times", announced);
            hold(step.after().failure().isPresent(), "it does not say why");
        } else if (!(step.is(InputKind.TREE_SURVIVED) && step.enters(SHUT_DOWN))) {
            hold(announced == 0, "announced in %s, which is no new failure", step.after().phase());
        }
        if (step.before().phase() == FAILED && step.is(InputKind.RETRY_DUE) && step.isCurrent() && mayLeave(step)) {
            hold(step.after().phase() != FAILED, "it is not tried again");
        }
        if (hinderedByDependency(step) && step.is(InputKind.RECOVERED) && step.isCurrent()) {
            hold(step.after().phase() != FAILED, "it is not started with its dependency");
        }
        if (step.before().phase() == FAILED && step.after().phase() != FAILED) {
            hold(mayLeave(step), "%s took it to %s", step.input(), step.after().phase());
        }
    }

    private static boolean hinderedByDependency(Observed step) {
        return step.before().phase() == FAILED
                && step.before().failure().orElseThrow().reason() == FailureReason.DEPENDENCY_FAILED;
    }

    private boolean mayLeave(Observed step) {
        if (step.is(InputKind.RETRY_DUE)) {
            return step.rules().retryAfter().isPresent()
                    && step.now() - failedAt >= step.rules().retryAfter().getAsLong();
        }
        return step.is(InputKind.RECOVERED) && hinderedByDependency(step) || step.is(InputKind.START) || step.is(InputKind.STOP)
                || step.is(InputKind.RESTART)
                || step.is(InputKind.SHUTDOWN);
    }
}
