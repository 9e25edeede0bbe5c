package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.OptionalLong;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.lifecycle.TransitionTable.Moment;

/**
 * What a declaration says about the life of its sidecar. Times are in nanoseconds.
 *
 * @param probed false when there is nothing to ask: being alive for {@code stableAfter} is then being ready
 * @param proofWanted false when the owner of the listener is not verified
 * @param readyTimeout how long a launch may take to become ready
 * @param failureThreshold so many failed polls in a row end a ready sidecar; at least 1
 * @param stableAfter ready for that long refills the restart budget
 * @param fatalExitCodes exit codes after which no restart is tried
 * @param retryAfter a failed sidecar is tried again after that long; empty for never
 * @param external somebody else runs it: it is waited for as long as it takes, never given up, and nothing is told of a process
 */
public record LifecycleRules(boolean probed, boolean proofWanted, long readyTimeout, int failureThreshold, long stableAfter,
        RestartPolicy policy, Backoff backoff, RestartBudget.Limits limits, Set<Integer> fatalExitCodes,
        OptionalLong retryAfter, boolean external) {

    /** Of a sidecar that we run. */
    public LifecycleRules(boolean probed, boolean proofWanted, long readyTimeout, int failureThreshold, long stableAfter,
            RestartPolicy policy, Backoff backoff, RestartBudget.Limits limits, Set<Integer> fatalExitCodes,
            OptionalLong retryAfter) {
        this(probed, proofWanted, readyTimeout, failureThreshold, stableAfter, policy, backoff, limits, fatalExitCodes,
                retryAfter, false);
    }

    /** How long each timer runs. A timer that comes early is set again for what is left: no delay is ever cut short. */
    static final class Deadlines {

        private Deadlines() {
        }

        /** Nanoseconds from entering the phase that awaits the timer to the timer. */
        static long length(LifecycleState state, LifecycleRules rules, TimerKind timer) {
            return switch (timer) {
                case READY_TIMEOUT -> rules.readyTimeout();
                case SETTLED, STABLE -> rules.stableAfter();
                case BACKOFF_OVER -> state.delay();
                case RETRY_DUE -> rules.retryAfter().orElse(0);
            };
        }

        /** Nanoseconds until the timer is due; 0 or less when it is. */
        static long left(Moment moment, TimerKind timer) {
            long elapsed = moment.now() - moment.state().since();
            return length(moment.state(), moment.rules(), timer) - elapsed;
        }
    }
}
