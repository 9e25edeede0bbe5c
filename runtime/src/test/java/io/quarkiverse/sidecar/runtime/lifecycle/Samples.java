package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.PortHolder;
import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.SidecarExit;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.Orphan;

/** Values of every sort that the table can meet, each within reach of every phase. */
final class Samples {

    static final long SECOND = 1_000_000_000L;
    static final long LATER = 100 * SECOND;
    static final int LAUNCH = 3;

    static final PortHolder UNRELATED = new PortHolder(4820, PortHolder.Kind.UNRELATED, OptionalLong.of(4711),
            Optional.of("node server.js"), Optional.of("ada"), Optional.empty());

    static final Failure DEPENDENCY_FAILED = Failures.dependencyFailed("db", FailureReason.RESTARTS_EXHAUSTED,
            "It ended with exit 1. Given up after 5 restarts.");

    /** The defaults of the configuration. */
    static final LifecycleRules DEFAULTS = rules(true, RestartPolicy.ALWAYS, 5, OptionalLong.empty());

    private Samples() {
    }

    static LifecycleRules rules(boolean probed, RestartPolicy policy, int attempts, OptionalLong retryAfter) {
        return new LifecycleRules(probed, true, 60 * SECOND, 3, 5 * SECOND, policy,
                new Backoff(SECOND, 30 * SECOND, 0.2), new RestartBudget.Limits(attempts, OptionalInt.empty(), 0), Set.of(3),
                retryAfter);
    }

    static List<LifecycleRules> rules() {
        List<LifecycleRules> all = new ArrayList<>();
        for (RestartPolicy policy : RestartPolicy.values()) {
            for (boolean probed : new boolean[] { true, false }) {
                all.add(rules(probed, policy, 5, OptionalLong.empty()));
                all.add(rules(probed, policy, 0, OptionalLong.of(60 * SECOND)));
            }
        }
        return all;
    }

    static List<LifecycleState> states(Phase phase) {
        List<LifecycleState> all = new ArrayList<>();
        Failure crash = new Failure(FailureReason.EXITED, "It ended with exit 0.");
        Failure fatal = new Failure(FailureReason.FATAL_EXIT_CODE, "It ended with exit 3.");
        Attempt up = Attempt.launched(OptionalLong.of(42), Set.of(Protection.RECORD), 0);
        for (RestartBudget budget : List.of(RestartBudget.FULL, RestartBudget.FULL.refill())) {
            for (Failure failure : List.of(crash, fatal, Failures.unstoppable("pid 4711"))) {
                for (Attempt attempt : List.of(up, up.unverifiedSince(0), up.probeFailed("refused").probeFailed("refused"),
                        up.exited(new SidecarExit(0), true), up.exited(new SidecarExit(1), true))) {
                    if (phase.probes() && attempt.exit().isPresent()) {
                        continue; // an exit leads out of these phases
                    }
                    all.add(new LifecycleState(phase, LAUNCH, 0, 0, attempt, Optional.empty(), Optional.of(failure), budget, 0,
                            7));
                }
            }
        }
        return all;
    }

    static List<Input> inputs(InputKind kind) {
        List<Orphan> orphans = List.of(new Orphan(17, List.of(17L, 18L)));
        Failure launchFailure = Failures.launchFailed("too many processes");
        return switch (kind) {
            case START, STOP, RESTART, SHUTDOWN -> List.of(new Input.Request(kind));
            case RECLAIMED -> List.of(new Input.Reclaimed(LAUNCH, orphans));
            case HINDERED -> List.of(new Input.Hindered(LAUNCH, orphans, Failures.portConflict(UNRELATED)),
                    new Input.Hindered(LAUNCH, List.of(), DEPENDENCY_FAILED));
            case ABANDONED -> List.of(new Input.Abandoned(LAUNCH));
            case RECOVERED -> List.of(new Input.Recovered(LAUNCH));
            case LAUNCHED -> List.of(new Input.Launched(LAUNCH, 42, Set.of(Protection.RECORD)));
            case LAUNCH_FAILED -> List.of(new Input.LaunchFailed(LAUNCH, launchFailure),
                    new Input.LaunchFailed(LAUNCH, Failures.notExecutable("There is no nodee on the PATH.")));
            case EXITED -> List.of(new Input.Exited(LAUNCH, new SidecarExit(1), Optional.empty()),
                    new Input.Exited(LAUNCH, new SidecarExit(0), Optional.empty()),
                    new Input.Exited(LAUNCH, new SidecarExit(1), Optional.of(Failures.portConflict(4820, "EADDRINUSE"))));
            case TREE_ENDED -> List.of(new Input.TreeEnded(LAUNCH));
            case TREE_SURVIVED -> List.of(new Input.TreeSurvived(LAUNCH, Failures.unstoppable("pid 4711")));
            case ANSWERED -> List.of(new Input.Answered(LAUNCH, true), new Input.Answered(LAUNCH, false));
            case UNRELATED_ANSWERED -> List.of(new Input.StrangerAnswered(LAUNCH, UNRELATED));
            case NO_ANSWER -> List.of(new Input.NoAnswer(LAUNCH, "connection refused"));
            case READY_TIMEOUT, SETTLED, STABLE, BACKOFF_OVER, RETRY_DUE ->
                List.of(new Input.Elapsed(LAUNCH, TimerKind.valueOf(kind.name())));
        };
    }
}
