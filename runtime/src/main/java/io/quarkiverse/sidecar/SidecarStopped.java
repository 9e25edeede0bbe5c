package io.quarkiverse.sidecar;

import java.time.Instant;

/**
 * The sidecar was stopped on request, with all its descendants.
 */
public record SidecarStopped(String name, int launch, Instant at) implements SidecarEvent {
}
