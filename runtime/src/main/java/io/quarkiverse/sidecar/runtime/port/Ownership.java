package io.quarkiverse.sidecar.runtime.port;

/** Whose listener answers on a port. */
public enum Ownership {

    /** Proved: every socket that could have answered is open in a process of the tree. */
    OURS,

    /** Proved: a socket that could have answered is open in processes outside of the tree only. */
    FOREIGN,

    /** Neither can be proved: nobody listens any more, the owner cannot be seen, or the system does not tell. */
    UNKNOWN
}
