package io.quarkiverse.sidecar;

import java.time.Instant;

/**
 * A ready sidecar failed {@code health.failure-threshold} polls in a row; it is stopped and restarted, or, when somebody else
 * runs it ({@code mode=external}), only asked until it answers again.
 *
 * @param cause what the last poll saw
 */
public record SidecarUnhealthy(String name, int launch, Instant at, String cause) implements SidecarEvent {
}
