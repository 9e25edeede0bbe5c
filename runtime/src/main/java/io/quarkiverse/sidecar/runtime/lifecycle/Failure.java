package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.Optional;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.PortHolder;

/**
 * Why an attempt failed.
 *
 * @param message one plain sentence or two: what happened, and what to do
 */
public record Failure(FailureReason reason, String message, Optional<PortHolder> holder) {

    public Failure(FailureReason reason, String message) {
        this(reason, message, Optional.empty());
    }

    /** True where another attempt cannot help. */
    boolean terminal() {
        return reason == FailureReason.COMMAND_NOT_EXECUTABLE || reason == FailureReason.FATAL_EXIT_CODE
                || reason == FailureReason.DEPENDENCY_FAILED;
    }
}
