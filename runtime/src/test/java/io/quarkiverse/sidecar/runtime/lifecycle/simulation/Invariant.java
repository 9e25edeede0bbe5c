package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

/** What must hold after every event; the numbers are those in design.adoc of the documentation. */
public enum Invariant {

    ONE_LIVE_TREE("1: at most one live tree"),
    NO_STRANGER_SIGNALLED("2: no signal to a process that is not proved ours"),
    NO_LAUNCH_AFTER_STOP("3: no launch after a stop or a shutdown"),
    NOTHING_LEFT("4: after a stop, and after a reclaim, nothing of ours is alive"),
    FAILURE_ONCE("5: one announcement per failure, and down until an explicit start"),
    READY_IS_TRUE("6: ready is this launch, alive, answering, and never proved foreign"),
    STALE_IS_SILENT("7: an answer of an older launch changes nothing"),
    BUDGET_AND_BACKOFF("8: never more restarts than the budget, never sooner than the backoff, and no fewer"),
    GOAL_IS_REACHED("9: a good sidecar gets ready, a bad one fails"),
    RECORD_NAMES_IT("10: the record names every main process, or the status says that there is none"),
    AFTER_ITS_DEPENDENCY("no launch before what it depends on is up"),
    COMPLETED_IS_PROVED("completed only after being ready, where there is something to prove"),
    SURVIVORS_ARE_NAMED("what cannot be terminated is a failure, never a stop or another attempt"),
    TOLD_ONCE("each launch, exit and readiness is told once, and no failure is shown of what is ready"),
    NOTHING_IMPOSSIBLE("what the table calls impossible does not happen");

    private final String promise;

    Invariant(String promise) {
        this.promise = promise;
    }

    @Override
    public String toString() {
        return "Invariant " + promise;
    }
}
