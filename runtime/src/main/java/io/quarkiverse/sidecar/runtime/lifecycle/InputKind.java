package io.quarkiverse.sidecar.runtime.lifecycle;

/** The columns of the transition table. */
public enum InputKind {

    // Requests
    START,
    STOP,
    RESTART,
    SHUTDOWN,

    // Answers
    RECLAIMED,
    HINDERED,
    ABANDONED,
    RECOVERED,
    LAUNCHED,
    LAUNCH_FAILED,
    EXITED,
    TREE_ENDED,
    TREE_SURVIVED,
    ANSWERED,
    UNRELATED_ANSWERED,
    NO_ANSWER,

    // Timers
    READY_TIMEOUT,
    SETTLED,
    STABLE,
    BACKOFF_OVER,
    RETRY_DUE;

    boolean isRequest() {
        return ordinal() <= SHUTDOWN.ordinal();
    }

    static InputKind of(TimerKind timer) {
        return valueOf(timer.name());
    }
}
