package io.quarkiverse.sidecar.runtime.process;

/** What one process can be sent. */
public sealed interface Signal permits StopSignal, Signal.JobSignal {

    /** By the name of POSIX without {@code SIG}. */
    String name();

    /** What holds a process up, and lets it go on. */
    public enum JobSignal implements Signal {
        STOP,
        CONT
    }
}
