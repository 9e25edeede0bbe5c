package io.quarkiverse.sidecar.runtime.supervisor.simulation;

import static io.quarkiverse.sidecar.runtime.supervisor.simulation.Invariant.*;

import java.util.Optional;

/**
 * One thing that is broken on purpose around or in the interpreter, and the invariant that this breaks, if it does any harm.
 */
enum Flaw {

    // What the supervisor must bear
    ANSWERS_COME_TWICE,
    PROBES_GO_ON_AFTER_STOP,
    TIMERS_CANNOT_BE_CANCELLED,
    MAILBOX_RUNS_AT_ONCE,
    ANSWERS_COME_WITHIN_THE_CALL,

    // What nobody could bear
    LAUNCH_NUMBER_DROPPED(NOTHING_LOGGED),
    WAITERS_NEVER_TAKEN_BACK(FUTURE_IN_TIME),
    STARTED_AGAIN_AFTER_A_STOP(NO_LAUNCH_AFTER_STOP),
    STOP_NOT_POSTED(REQUEST_IS_HEARD),
    RESTART_IS_A_START(FUTURE_IS_RIGHT),
    START_DONE_WHEN_ASKED(FUTURE_IS_RIGHT),
    EVENTS_PUBLISHED_TWICE(FAILURE_ONCE),
    TREE_ENDED_TOO_SOON(ONE_LIVE_TREE),
    TIMER_LOST(GOAL_IS_REACHED),
    MAILBOX_TASK_LOST(QUIET_AFTER_SHUTDOWN),
    CALLBACK_RUN_TWICE(QUIET_AFTER_SHUTDOWN);

    private final Optional<Invariant> breaks;

    Flaw() {
        breaks = Optional.empty();
    }

    Flaw(Invariant breaks) {
        this.breaks = Optional.of(breaks);
    }

    Optional<Invariant> breaks() {
        return breaks;
    }
}
