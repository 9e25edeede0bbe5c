package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.BACKING_OFF;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.FAILED;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.PENDING;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.READY;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.runtime.lifecycle.Backoff;
import io.quarkiverse.sidecar.runtime.lifecycle.Command;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;
import io.quarkiverse.sidecar.runtime.lifecycle.InputKind;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules;
import io.quarkiverse.sidecar.runtime.lifecycle.Phase;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartPolicy;

/** Counts restarts on its own, from what was delivered, and compares. */
final class BudgetAndBackoff extends Check {

    /** Where a start means to begin anew. */
    private static final Set<Phase> NOT_WANTED_UP = EnumSet.of(Phase.STOPPED, Phase.PENDING_TO_STOP,
            Phase.LAUNCHING_TO_STOP, Phase.ENDING_TO_RETRY, Phase.STOPPING, BACKING_OFF, FAILED, Phase.COMPLETED);
    private static final Set<Phase> SHUTTING_DOWN = EnumSet.of(Phase.PENDING_TO_SHUT_DOWN,
            Phase.LAUNCHING_TO_SHUT_DOWN, Phase.SHUTTING_DOWN, Phase.SHUT_DOWN);

    private int used;
    private boolean stable;
    private final List<Long> restarts = new ArrayList<>();
    private long readySince;
    /** The next attempt was asked for, and is no restart. */
    private boolean fresh;
    private boolean terminal;
    private long decidedAt;
    private long delay;

    BudgetAndBackoff() {
        super(Invariant.BUDGET_AND_BACKOFF);
    }

    @Override
    void appBegins() {
        renew();
        terminal = false;
    }

    @Override
    void stepped(Observed step) {
        if (begins(step)) {
            renew();
        }
        if (refills(step)) {
            used = 0;
            stable = true;
        }
        terminal |= isTerminal(step);
        boolean restart = step.beginsAttempt() && !fresh;
        if (step.enters(BACKING_OFF) || restart && step.before().phase() != BACKING_OFF) {
            decide(step);
        }
        if (restart) {
            hold(step.now() - decidedAt >= delay, "restarted %d ns too early", delay - (step.now() - decidedAt));
        }
        if (step.enters(FAILED) && !step.is(InputKind.TREE_SURVIVED)) {
            hold(mayGiveUp(step), "given up after %d restarts of %s", used, step.rules().limits());
        }
        if (step.beginsAttempt()) {
            terminal = false;
        }
        if (step.after().phase() == PENDING) {
            fresh = false;
        }
        if (step.enters(READY)) {
            readySince = step.now();
        }
    }

    private void renew() {
        used = 0;
        stable = false;
        restarts.clear();
        fresh = true;
    }

    private static boolean begins(Observed step) {
        return switch (step.input().kind()) {
            case START -> NOT_WANTED_UP.contains(step.before().phase());
            case RESTART -> !SHUTTING_DOWN.contains(step.before().phase());
            case RETRY_DUE, RECOVERED -> step.isCurrent() && step.before().phase() == FAILED && step.beginsAttempt();
            default -> false;
        };
    }

    private boolean refills(Observed step) {
        return step.is(InputKind.STABLE) && step.isCurrent() && step.before().phase() == READY
                && step.now() - readySince >= step.rules().stableAfter();
    }

    private static boolean isTerminal(Observed step) {
        if (!step.isCurrent()) {
            return false;
        }
        if (step.input() instanceof Input.LaunchFailed failed) {
            return failed.failure().reason() == FailureReason.COMMAND_NOT_EXECUTABLE;
        }
        if (step.input() instanceof Input.Hindered hindered) {
            return hindered.failure().reason() == FailureReason.DEPENDENCY_FAILED;
        }
        return step.input() instanceof Input.Exited exited && step.before().phase().probes()
                && (exited.diagnosis().isEmpty() || step.before().phase() == READY)
                && step.rules().fatalExitCodes().contains(exited.exit().code());
    }

    private void decide(Observed step) {
        LifecycleRules rules = step.rules();
        hold(!terminal, "restarted although it cannot help");
        hold(rules.policy() != RestartPolicy.NEVER, "restarted against its policy");
        hold(!spent(step), "more restarts than %s allows", rules.limits());
        delay = stable && used == 0 ? 0 : base(rules.backoff(), stable ? used - 1 : used);
        hold(announced(step) - delay <= delay * rules.backoff().jitter(), "restarts after %d ns, not %d", announced(step),
                delay);
        decidedAt = step.now();
        used++;
        restarts.add(step.now());
    }

    private static long announced(Observed step) {
        return step.step().commands().stream().filter(Command.AnnounceRestart.class::isInstance)
                .mapToLong(command -> ((Command.AnnounceRestart) command).delay()).findFirst().orElse(Long.MAX_VALUE);
    }

    private boolean spent(Observed step) {
        LifecycleRules rules = step.rules();
        long recent = restarts.stream().filter(at -> step.now() - at < rules.limits().window()).count();
        return used >= rules.limits().attempts()
                || rules.limits().windowAttempts().isPresent() && recent >= rules.limits().windowAttempts().getAsInt();
    }

    private boolean mayGiveUp(Observed step) {
        return terminal || step.rules().policy() == RestartPolicy.NEVER || spent(step);
    }

    private static long base(Backoff backoff, int doublings) {
        long delay = backoff.first();
        for (int n = 0; n < doublings && delay < backoff.ceiling(); n++) {
            delay *= 2;
        }
        return Math.min(delay, backoff.ceiling());
    }
}
