package io.quarkiverse.sidecar;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * The sidecar answers. In dev mode an application that takes over a sidecar which is ready is told so, too: the launch, and the
 * moment, are those of then.
 *
 * @param pid its main process; 0 for an external sidecar ({@code mode=external})
 * @param port where it answers, when it has a port
 * @param took from the launch to the first answer
 */
public record SidecarReady(String name, int launch, Instant at, long pid, OptionalInt port,
        Duration took) implements SidecarEvent {
}
