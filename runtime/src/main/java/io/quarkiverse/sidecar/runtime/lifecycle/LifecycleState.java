package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.Optional;

import io.quarkiverse.sidecar.SidecarExit;

/**
 * All that is remembered of a sidecar between two steps. Immutable.
 *
 * @param phase where it is
 * @param launch the number of the latest attempt; 0 before the first
 * @param since when the phase was entered; nanoseconds of the clock that {@code step} is given
 * @param delay how long BACKING_OFF lasts, in nanoseconds
 * @param attempt the present attempt
 * @param lastExit how a main process last ended, of whatever attempt
 * @param failure why the last failed attempt failed; gone when it is ready
 * @param budget restarts that are left
 * @param restarts attempts that followed a failed one, in this run of the app
 * @param seed where the next random number comes from
 */
public record LifecycleState(Phase phase, int launch, long since, long delay, Attempt attempt, Optional<SidecarExit> lastExit,
        Optional<Failure> failure, RestartBudget budget, int restarts, long seed) {

    public static LifecycleState initial(long seed, long now) {
        return new LifecycleState(Phase.STOPPED, 0, now, 0, Attempt.NONE, Optional.empty(), Optional.empty(),
                RestartBudget.FULL,
                0, seed);
    }

    LifecycleState enter(Phase next, long now) {
        return new LifecycleState(next, launch, now, delay, attempt, lastExit, failure, budget, restarts, seed);
    }

    LifecycleState with(Attempt next) {
        return new LifecycleState(phase, launch, since, delay, next, next.exit().or(() -> lastExit), failure, budget, restarts,
                seed);
    }

    LifecycleState with(Optional<Failure> cause) {
        return new LifecycleState(phase, launch, since, delay, attempt, lastExit, cause, budget, restarts, seed);
    }

    LifecycleState with(RestartBudget next) {
        return new LifecycleState(phase, launch, since, delay, attempt, lastExit, failure, next, restarts, seed);
    }

    /** A new attempt: a new number, and nothing of the one before but what history keeps. */
    LifecycleState nextAttempt(long now) {
        return new LifecycleState(Phase.PENDING, launch + 1, now, 0, Attempt.NONE, lastExit, failure, budget, restarts, seed);
    }

    /** One restart taken from the budget, with the delay that it begins with. */
    LifecycleState restarting(RestartBudget next, long nextDelay, long nextSeed) {
        return new LifecycleState(phase, launch, since, nextDelay, attempt, lastExit, failure, next, restarts + 1, nextSeed);
    }
}
