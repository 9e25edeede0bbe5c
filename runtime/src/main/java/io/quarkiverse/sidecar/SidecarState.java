package io.quarkiverse.sidecar;

/** Where a sidecar is in its life. */
public enum SidecarState {

    /** Not running, and not requested to run. */
    STOPPED,

    /**
     * About to be launched: it waits for the sidecars it depends on, for leftovers of an earlier run to be terminated, and for
     * its port.
     */
    PENDING,

    /** Its process is being launched or is up, and has not proved to be ready yet. */
    STARTING,

    /** Up, answering, and the answer comes from this launch. */
    READY,

    /** Down after a failed attempt; the next one follows when the delay is over. */
    BACKING_OFF,

    /** Being ended, with all its descendants. */
    STOPPING,

    /** Given up. Stays so until {@link Sidecar#start} or {@link Sidecar#restart} is called. */
    FAILED,

    /** Ended with exit code 0, and its restart policy wants no more. */
    COMPLETED
}
