package io.quarkiverse.sidecar;

/** The cause of a sidecar's last failed attempt. */
public enum FailureReason {

    /** Its port is held by a process that is not ours to end. */
    PORT_CONFLICT,

    /** The program was not found or may not be executed. Terminal at once: trying again cannot help. */
    COMMAND_NOT_EXECUTABLE,

    /** The operating system refused to create the process. */
    LAUNCH_FAILED,

    /** It exited with an error, and the restart policy wants no restart. */
    EXITED,

    /** It kept exiting until the restart budget was spent. */
    RESTARTS_EXHAUSTED,

    /** It ran, but was not ready within {@code ready.timeout}. */
    READY_TIMEOUT,

    /** It was ready, then failed {@code health.failure-threshold} polls in a row. */
    UNHEALTHY,

    /** It exited with a code listed in {@code restart.fatal-exit-codes}. Terminal at once. */
    FATAL_EXIT_CODE,

    /**
     * A process of it cannot be terminated: it runs as another user, or does not react to SIGKILL. Terminal at once, because a
     * second process tree must not be launched.
     */
    UNSTOPPABLE,

    /** A sidecar that it depends on failed. Terminal at once; when that one is up again this one is started, too. */
    DEPENDENCY_FAILED
}
