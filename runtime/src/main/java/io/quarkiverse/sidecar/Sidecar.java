package io.quarkiverse.sidecar;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import io.smallrye.mutiny.Uni;

/**
 * One declared helper process. Inject it with {@code @Identifier("name")}, or take it from {@link Sidecars}.
 * <p>
 * Safe for use by any thread. The commands {@link #start}, {@link #stop} and {@link #restart} are accepted when they are
 * called, whether or not anybody subscribes to the {@code Uni} that they return. That {@code Uni} is memoised: every
 * subscriber sees the one outcome, and cancelling a subscription changes nothing. Outcomes are delivered on the Quarkus
 * executor, never on the thread that supervises.
 */
public interface Sidecar {

    /** The name in {@code quarkus.sidecar."name"}. */
    String name();

    /** A snapshot of this moment. Never blocks, never probes. */
    SidecarStatus status();

    /**
     * Launches the sidecar unless it is up or coming up; what it depends on is started, too, where that is down. The way,
     * with {@link #restart}, out of {@link SidecarState#FAILED}; it refills the restart budget.
     *
     * @return completes at {@link SidecarState#READY} or {@link SidecarState#COMPLETED}; fails with
     *         {@link SidecarFailedException} when the sidecar fails, or is stopped before it is ready
     */
    Uni<SidecarStatus> start();

    /**
     * Ends the sidecar and all its descendants; it stays down until {@link #start} or {@link #restart}.
     *
     * @return completes at {@link SidecarState#STOPPED}; fails with {@link SidecarFailedException} when the sidecar is
     *         started again before it had stopped
     */
    Uni<SidecarStatus> stop();

    /**
     * Terminates what is running and launches it again, with a full restart budget.
     *
     * @return as {@link #start}, for the new launch
     */
    Uni<SidecarStatus> restart();

    /**
     * Waits, without starting anything.
     *
     * @return completes at {@link SidecarState#READY} or {@link SidecarState#COMPLETED}, at once when it is there already;
     *         fails with {@link SidecarFailedException} when the sidecar is, or comes to, {@link SidecarState#FAILED}, or the
     *         application shuts down
     */
    Uni<SidecarStatus> whenReady();

    /**
     * As {@link #whenReady}, blocking the calling thread.
     *
     * @throws SidecarFailedException when it fails, or is not ready in time
     * @throws IllegalStateException when called on an event loop, or when the thread is interrupted
     */
    SidecarStatus awaitReady(Duration timeout);

    /** The port in use: the declared one, or the one chosen for {@code port=0}; empty when none is declared or chosen. */
    OptionalInt port();

    /** Where the sidecar answers, for example {@code http://127.0.0.1:4820}; present only while it is ready. */
    Optional<URI> uri();
}
