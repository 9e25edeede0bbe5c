package io.quarkiverse.sidecar.runtime;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarFailedException;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.fleet.Fleet;
import io.quarkiverse.sidecar.runtime.supervisor.FaultInjection;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarStatistics;
import io.quarkiverse.sidecar.runtime.supervisor.Supervisor;
import io.quarkus.runtime.BlockingOperationControl;
import io.smallrye.mutiny.Uni;

/** The handle of one sidecar. */
public final class SidecarHandle implements Sidecar {

    private final SidecarDeclaration declaration;
    private final Fleet fleet;
    private final Supervisor supervisor;
    private final Optional<String> disabledBy;

    /** @param disabledBy the key that switches it off, if it is */
    SidecarHandle(SidecarDeclaration declaration, Fleet fleet, Optional<String> disabledBy) {
        this.declaration = declaration;
        this.fleet = fleet;
        this.supervisor = fleet.supervisor(declaration.name());
        this.disabledBy = disabledBy;
    }

    public SidecarDeclaration declaration() {
        return declaration;
    }

    /** The key that switches it off, if it is. */
    public Optional<String> disabledBy() {
        return disabledBy;
    }

    /** What has happened to it since it is supervised. In dev mode a sidecar that is kept over a reload goes on counting. */
    public SidecarStatistics totals() {
        return fleet.totals(name());
    }

    /** Kills its main process, as a crash would. False when there is none. Not for event loops. */
    public boolean kill() {
        return fleet.kill(name());
    }

    /** For {@code quarkus-sidecar-test} alone; no part of the API. */
    public FaultInjection faults() {
        return fleet.faults(name());
    }

    boolean countsForReadiness() {
        return declaration.required() && disabledBy.isEmpty();
    }

    /** Those that it depends on and that are not ready, while its launch waits for them. */
    List<String> waitsFor() {
        return fleet.waitsFor(name());
    }

    @Override
    public String name() {
        return declaration.name();
    }

    @Override
    public SidecarStatus status() {
        return supervisor.status();
    }

    @Override
    public Uni<SidecarStatus> start() {
        return uni(disabledBy.isPresent() ? disabled() : fleet.start(name()));
    }

    @Override
    public Uni<SidecarStatus> stop() {
        return uni(supervisor.stop());
    }

    @Override
    public Uni<SidecarStatus> restart() {
        return uni(disabledBy.isPresent() ? disabled() : fleet.restart(name()));
    }

    @Override
    public Uni<SidecarStatus> whenReady() {
        // Registered by each subscription, and given up with it: an abandoned one leaves nothing behind.
        return Uni.createFrom().completionStage(this::ready);
    }

    @Override
    public SidecarStatus awaitReady(Duration timeout) {
        if (!BlockingOperationControl.isBlockingAllowed()) {
            throw new IllegalStateException("awaitReady blocks, and this thread (%s) must not be blocked: use whenReady()"
                    .formatted(Thread.currentThread().getName()));
        }
        CompletableFuture<SidecarStatus> ready = ready();
        try {
            return ready.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            ready.cancel(false);
            SidecarStatus status = status();
            String waits = waitsFor().isEmpty() ? "" : ", and waits for " + String.join(", ", waitsFor());
            throw new SidecarFailedException("Sidecar '%s' was not ready within %s: it is %s%s".formatted(name(), timeout,
                    status.state(), waits), status);
        } catch (InterruptedException e) {
            ready.cancel(false);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for sidecar '" + name() + "'", e);
        } catch (ExecutionException e) {
            throw (SidecarFailedException) e.getCause();
        }
    }

    @Override
    public OptionalInt port() {
        return status().port();
    }

    @Override
    public Optional<URI> uri() {
        SidecarStatus status = status();
        if (status.state() != SidecarState.READY || status.port().isEmpty()) {
            return Optional.empty();
        }
        String host = declaration.host().contains(":") ? "[" + declaration.host() + "]" : declaration.host();
        return Optional.of(URI.create(declaration.health().scheme() + "://" + host + ":" + status.port().getAsInt()));
    }

    private CompletableFuture<SidecarStatus> ready() {
        return disabledBy.isPresent() ? disabled() : supervisor.whenReady();
    }

    private CompletableFuture<SidecarStatus> disabled() {
        return CompletableFuture.failedFuture(new SidecarFailedException(
                "Sidecar '%s' is switched off by %s=false".formatted(name(), disabledBy.orElseThrow()), status()));
    }

    /** A future runs without a subscriber, remembers its outcome, and is not cancelled through a copy of it. */
    private static Uni<SidecarStatus> uni(CompletableFuture<SidecarStatus> future) {
        return Uni.createFrom().completionStage(future::copy);
    }
}
