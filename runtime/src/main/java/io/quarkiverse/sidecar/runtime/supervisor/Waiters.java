package io.quarkiverse.sidecar.runtime.supervisor;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.quarkiverse.sidecar.SidecarFailedException;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.lifecycle.Phase;

/** Those who wait for a sidecar to get somewhere. Used in the mailbox only. */
public final class Waiters {

    public enum Goal {
        /** Called start or restart: a later stop takes it back. */
        UP,
        /** Waits for readiness, whatever starts the sidecar. */
        READY,
        /** Waits for it to be up again, however often it fails before. */
        RECOVERED,
        /** Called stop: a later start takes it back. */
        DOWN,
        /** Waits for the moment when no process of it is up that others could be using. */
        NOT_RUNNING
    }

    /** @param executor completes the future, and so runs what hangs on it */
    record Waiter(Goal goal, CompletableFuture<SidecarStatus> future, Executor executor) {

        Waiter(Goal goal, Executor executor) {
            this(goal, new CompletableFuture<>(), executor);
        }
    }

    private final List<Waiter> waiting = new ArrayList<>();

    void add(Waiter waiter) {
        // Who has cancelled waits no more.
        waiting.removeIf(earlier -> earlier.future().isDone());
        waiting.add(waiter);
    }

    /** A newer request has taken back what those wait for. */
    void supersede(Goal goal, String why, Supplier<SidecarStatus> status) {
        settle(EnumSet.of(goal), why, status);
    }

    /** The callers that this executor notifies are gone, or will be soon. */
    void failAllOf(Executor executor, Supplier<SidecarStatus> status) {
        settle(waiter -> waiter.executor() == executor, "is not waited for any more: the application has ended", status);
    }

    /** Tells everybody who waited for this phase, or in vain. */
    void completeFor(Phase phase, Supplier<SidecarStatus> status) {
        if (!phase.probes()) {
            settle(EnumSet.of(Goal.NOT_RUNNING), null, status);
        }
        switch (phase) {
            case READY, COMPLETED -> settle(EnumSet.of(Goal.UP, Goal.READY, Goal.RECOVERED), null, status);
            case STOPPED -> settle(EnumSet.of(Goal.DOWN), null, status);
            // Of a stop only when the processes cannot be terminated.
            case FAILED -> settle(EnumSet.of(Goal.UP, Goal.READY, Goal.DOWN), "has failed", status);
            case SHUT_DOWN -> {
                settle(EnumSet.of(Goal.DOWN), null, status);
                settle(EnumSet.allOf(Goal.class), "cannot be started: the application is shutting down", status);
            }
            default -> {
                // on its way
            }
        }
    }

    private void settle(Set<Goal> whose, String why, Supplier<SidecarStatus> statusNow) {
        settle(waiter -> whose.contains(waiter.goal()), why, statusNow);
    }

    private void settle(Predicate<Waiter> whose, String why, Supplier<SidecarStatus> statusNow) {
        List<Waiter> settled = waiting.stream().filter(whose).toList();
        if (settled.isEmpty()) {
            return;
        }
        waiting.removeAll(settled);
        SidecarStatus status = statusNow.get();
        for (Waiter waiter : settled) {
            waiter.executor().execute(() -> {
                if (why == null) {
                    waiter.future().complete(status);
                } else {
                    waiter.future().completeExceptionally(failure(status, why));
                }
            });
        }
    }

    private static SidecarFailedException failure(SidecarStatus status, String why) {
        String cause = status.failure().map(failure -> " (" + failure.reason() + "): " + failure.message()).orElse("");
        return new SidecarFailedException("Sidecar '%s' %s%s".formatted(status.name(), why, cause), status);
    }
}
