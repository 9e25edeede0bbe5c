package io.quarkiverse.sidecar.runtime.process;

/** What holds a process up, and lets it go on. */
public enum JobSignal implements Signal {
    STOP,
    CONT
}
