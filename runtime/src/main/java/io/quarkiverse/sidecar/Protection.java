package io.quarkiverse.sidecar;

/** What keeps a launch from becoming an orphan or a lie. A protection that a status does not list is not in force. */
public enum Protection {

    /** A record on disk named the process before its program started, so the next run of the app can reclaim it. */
    RECORD,

    /** The program started only after the record was written. */
    GATE,

    /** The process leads its own session: terminal signals to the app pass it by, and its group is known to be its own. */
    SESSION,

    /** The kernel kills the process when the app's process dies. */
    PARENT_DEATH_SIGNAL,

    /**
     * A process next to the application kills what is left of its sidecars, daemons included, when the application is gone. Not
     * listed while that process could not recognize each process of the launch.
     */
    GUARD,

    /** The kernel keeps the process with all its descendants in a control group of its own, and can kill them all at once. */
    CONTROL_GROUP,

    /** The answer that made it ready was proved to come from this launch's own processes. */
    VERIFIED_LISTENER
}
