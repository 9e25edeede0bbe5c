package io.quarkiverse.sidecar;

import java.time.Instant;

/**
 * Something that happened to a sidecar. Fired as a CDI event, to synchronous and asynchronous observers, with the
 * qualifier {@code @Identifier(name)}; an observer without a qualifier sees those of every sidecar. Observers run on the
 * Quarkus executor, for one sidecar in the order of the events, with the request context active.
 */
public sealed interface SidecarEvent permits OrphanReclaimed, SidecarExited, SidecarFailed, SidecarLaunched, SidecarReady,
        SidecarRestartScheduled, SidecarStopped, SidecarUnhealthy {

    /** The sidecar's name. */
    String name();

    /** The launch it belongs to. */
    int launch();

    /** When it happened. */
    Instant at();
}
