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

    /** A process beside the app kills what the app's sidecars have descended to, daemons included, when the app is gone. */
    GUARD,

    /** The answer that made it ready was proved to come from this launch's own processes. */
    PROVED_LISTENER
}
