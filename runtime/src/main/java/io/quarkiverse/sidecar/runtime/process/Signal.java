package io.quarkiverse.sidecar.runtime.process;

/** What one process can be sent. */
public sealed interface Signal permits StopSignal, JobSignal {

    /** By the name of POSIX without {@code SIG}. */
    String name();
}
