package io.quarkiverse.sidecar;

import java.time.Instant;

/**
 * The main process ended.
 *
 * @param exit how
 * @param requested true when we ended it
 */
public record SidecarExited(String name, int launch, Instant at, SidecarExit exit, boolean requested) implements SidecarEvent {
}
