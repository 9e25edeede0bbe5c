package io.quarkiverse.sidecar;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * The sidecar answers.
 *
 * @param pid its main process
 * @param port where it answers, when it has a port
 */
public record SidecarReady(String name, int launch, Instant at, long pid, OptionalInt port) implements SidecarEvent {
}
