package io.quarkiverse.sidecar.runtime.devui;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.runtime.config.ConfigKeys;

/** What to do about a failure, with the keys to look at. Pure. */
final class FailureAdvice {

    private FailureAdvice() {
    }

    static String of(FailureReason reason, String sidecar) {
        return switch (reason) {
            case PORT_CONFLICT -> "End the process that holds the port, or set %s to another one; with 0 a free one is chosen."
                    .formatted(ConfigKeys.of(sidecar, "port"));
            case COMMAND_NOT_EXECUTABLE -> "Install the program, or name it by its full path in %s."
                    .formatted(ConfigKeys.of(sidecar, "command"));
            case LAUNCH_FAILED -> "Put right what the system complains of, then start it again.";
            case EXITED -> "Look at its output below. Whether it is restarted is decided by %s."
                    .formatted(ConfigKeys.of(sidecar, "restart.policy"));
            case RESTARTS_EXHAUSTED -> "Look at its output below. If it only needs longer to come back, raise %s."
                    .formatted(ConfigKeys.of(sidecar, "restart.max-attempts"));
            case READY_TIMEOUT ->
                "Check what it is asked (health.path, health.command, port). If it only starts slowly, raise %s."
                        .formatted(ConfigKeys.of(sidecar, "ready.timeout"));
            case UNHEALTHY -> "If it is only slow under load, raise %s or health.failure-threshold."
                    .formatted(ConfigKeys.of(sidecar, "health.timeout"));
            case FATAL_EXIT_CODE -> "See what that exit code means to the program. It is listed in %s."
                    .formatted(ConfigKeys.of(sidecar, "restart.fatal-exit-codes"));
            case UNSTOPPABLE -> "Terminate the processes that the message names, as a user who may, then start it again.";
            case DEPENDENCY_FAILED -> "See to the one that it depends on: when that is ready, this one is started, too.";
        };
    }
}
