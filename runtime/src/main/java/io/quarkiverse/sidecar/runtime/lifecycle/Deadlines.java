package io.quarkiverse.sidecar.runtime.lifecycle;

import io.quarkiverse.sidecar.runtime.lifecycle.TransitionTable.Moment;

/** How long each timer runs. A timer that comes early is set again for what is left: no delay is ever cut short. */
final class Deadlines {

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
