package io.quarkiverse.sidecar;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Why the last attempt to run a sidecar failed. Present in a status from the failure until the sidecar is ready again.
 *
 * @param reason the cause
 * @param message one plain sentence: what happened and what to do
 * @param at when
 * @param holder who holds the port, for {@link FailureReason#PORT_CONFLICT}
 */
public record SidecarFailure(FailureReason reason, String message, Instant at, Optional<PortHolder> holder) {

    public SidecarFailure {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(holder, "holder");
    }
}
