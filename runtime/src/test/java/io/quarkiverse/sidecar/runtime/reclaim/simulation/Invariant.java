package io.quarkiverse.sidecar.runtime.reclaim.simulation;

/** What must hold after every event. */
enum Invariant {

    NO_STRANGER_SIGNALLED("no signal to a process that no instance launched"),
    NO_LIVE_SIDECAR_TOUCHED("no signal to the sidecar of another instance that is alive"),
    ONE_HOLDER("no two instances in one slot"),
    RECORD_KEPT("nobody takes the record of a live instance away"),
    NO_ORPHAN_LEFT("after a start nothing provable is left of those who were dead before it"),
    START_COMPLETES("whatever lies in the folder, a start comes to its end");

    private final String promise;

    Invariant(String promise) {
        this.promise = promise;
    }

    @Override
    public String toString() {
        return promise;
    }
}
