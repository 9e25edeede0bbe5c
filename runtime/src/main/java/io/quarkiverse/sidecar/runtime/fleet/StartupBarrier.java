package io.quarkiverse.sidecar.runtime.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.quarkiverse.sidecar.SidecarFailedException;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.concurrent.Futures;
import io.quarkiverse.sidecar.runtime.concurrent.Timer;
import io.quarkiverse.sidecar.runtime.supervisor.DependencyGraph;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;
import io.quarkiverse.sidecar.runtime.supervisor.Supervisor;
import io.quarkiverse.sidecar.runtime.supervisor.Waiters.Goal;

/** Delays the application's start until the sidecars with {@code startup=await-ready} are ready. */
final class StartupBarrier {

    private final Map<String, SidecarDeclaration> declarations;
    private final Map<String, Supervisor> supervisors;
    private final DependencyGraph graph;
    private final Timer exact;

    /** @param exact for what takes too long */
    StartupBarrier(Map<String, SidecarDeclaration> declarations, Map<String, Supervisor> supervisors, DependencyGraph graph,
            Timer exact) {
        this.declarations = declarations;
        this.supervisors = supervisors;
        this.graph = graph;
        this.exact = exact;
    }

    /**
     * Blocks. Needs no other thread than those that supervise.
     *
     * @throws SidecarFailedException for the first that has failed, or whose time is over
     */
    void await() {
        List<CompletableFuture<SidecarStatus>> awaited = declarations.values().stream()
                .filter(declaration -> declaration.enabled() && declaration.awaitReady()).map(this::ready).toList();
        try {
            Futures.allOrFirstFailure(awaited).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the application's start waited for its sidecars");
        } catch (ExecutionException e) {
            // The stack trace of this thread explains nothing.
            SidecarFailedException failed = (SidecarFailedException) e.getCause();
            throw new SidecarFailedException(failed.getMessage(), failed.status());
        }
    }

    private CompletableFuture<SidecarStatus> ready(SidecarDeclaration declaration) {
        Supervisor supervisor = supervisors.get(declaration.name());
        Duration patience = graph.longestChain(declaration.name(), this::readyTimeout);
        CompletableFuture<SidecarStatus> ready = supervisor.when(Goal.READY);
        // Not orTimeout: its thread lives as long as the JVM, and would keep the class loader of this application.
        Timer.Job late = exact.after("start of the application", patience,
                () -> ready.completeExceptionally(tooLate(supervisor, patience)));
        ready.whenComplete((status, problem) -> late.cancel());
        return ready;
    }

    /** What it waits for has its own time, one after the other. */
    private Duration readyTimeout(String name) {
        return Duration.ofNanos(declarations.get(name).rules().readyTimeout());
    }

    private SidecarFailedException tooLate(Supervisor supervisor, Duration patience) {
        String cause = missing(supervisor)
                .map(other -> "It waits for '%s', which is %s.".formatted(other.name(), other.status().state()))
                .orElseGet(supervisor::notReadyReason);
        SidecarStatus status = supervisor.status();
        return new SidecarFailedException(
                ("Sidecar '%s' was not ready within %s, and with startup=await-ready the application does not start without it."
                        + " It is %s. %s").formatted(status.name(), patience, status.state(), cause),
                status);
    }

    private Optional<Supervisor> missing(Supervisor supervisor) {
        return graph.dependenciesOf(supervisor.name()).stream().map(supervisors::get).filter(it -> !it.status().ready())
                .findFirst();
    }
}
