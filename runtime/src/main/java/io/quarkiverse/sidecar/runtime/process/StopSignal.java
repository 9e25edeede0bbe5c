package io.quarkiverse.sidecar.runtime.process;

/** What the main process of a sidecar can be asked to stop with, by the names of POSIX without {@code SIG}. */
public enum StopSignal implements Signal {
    TERM,
    INT,
    QUIT,
    HUP,
    USR1,
    USR2,
    KILL
}
