package io.quarkiverse.sidecar;

import java.time.Duration;
import java.time.Instant;

/**
 * An attempt failed, and another will follow.
 *
 * @param delay after how long; zero for the first restart after a stable run
 * @param failure why the attempt failed
 */
public record SidecarRestartScheduled(String name, int launch, Instant at, Duration delay,
        SidecarFailure failure) implements SidecarEvent {
}
