package io.quarkiverse.sidecar;

import java.time.Instant;

/**
 * A process was launched.
 *
 * @param pid its main process
 */
public record SidecarLaunched(String name, int launch, Instant at, long pid) implements SidecarEvent {
}
