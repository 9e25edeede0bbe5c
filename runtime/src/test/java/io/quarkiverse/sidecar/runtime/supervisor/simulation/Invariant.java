package io.quarkiverse.sidecar.runtime.supervisor.simulation;

/** What must hold. */
enum Invariant {

    ONE_LIVE_TREE("at most one live tree of each sidecar"),
    NO_LAUNCH_AFTER_STOP("no launch after a stop or a shutdown"),
    FAILURE_ONCE("one SidecarFailed for each failure, and down until somebody asks for more"),
    TOLD_ONCE("a launch and its exit are told once"),
    STALE_IS_SILENT("an answer of an older launch changes, orders and tells nothing"),
    READY_IS_TRUE("ready is this launch, which has answered and has not exited"),
    REQUEST_IS_HEARD("the state goes where the last request wants it"),
    FUTURE_IS_RIGHT("a future says what became of the request"),
    FUTURE_IN_TIME("a future is not kept waiting once it is known what became of the request"),
    GOAL_IS_REACHED("what is left alone comes to rest"),
    QUIET_AFTER_SHUTDOWN("after a shutdown nothing is alive, asked or waited for, and every future was told once"),
    NOTHING_LOGGED("no impossible input and no failure in the mailbox");

    private final String promise;

    Invariant(String promise) {
        this.promise = promise;
    }

    @Override
    public String toString() {
        return promise;
    }
}
