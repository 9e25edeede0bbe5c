package io.quarkiverse.sidecar.runtime.supervise;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.quarkiverse.sidecar.SidecarFailedException;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.lifecycle.Phase;

/** Those who wait for a sidecar to get somewhere. Used in the mailbox only. */
final class Waiters {

    enum Goal {
        /** Called start or restart: a later stop takes it back. */
        UP,
        /** Waits for readiness, whoever starts it. */
        READY,
        /** Called stop: a later start takes it back. */
        DOWN
    }

    /** @param executor completes the future, and so runs what hangs on it */
    record Waiter(Goal goal, CompletableFuture<SidecarStatus> future, Executor executor) {

        Waiter(Goal goal, Executor executor) {
            this(goal, new CompletableFuture<>(), executor);
        }
    }

    private final List<Waiter> waiting = new ArrayList<>();

    void add(Waiter waiter) {
        waiting.add(waiter);
    }

    /** A newer request has taken back what those wait for. */
    void takeBack(Goal goal, String why, Supplier<SidecarStatus> status) {
        settle(waiter -> waiter.goal() == goal, why, status);
    }

    /** Tells everybody who waited for this phase, or in vain. */
    void arrivedAt(Phase phase, Supplier<SidecarStatus> status) {
        switch (phase) {
            case READY, COMPLETED -> settle(waiter -> waiter.goal() != Goal.DOWN, null, status);
            case STOPPED -> settle(waiter -> waiter.goal() == Goal.DOWN, null, status);
            case FAILED -> settle(waiter -> waiter.goal() != Goal.DOWN, "has failed", status);
            case SHUT_DOWN -> {
                settle(waiter -> waiter.goal() == Goal.DOWN, null, status);
                settle(waiter -> true, "cannot be started: the application is shutting down", status);
            }
            default -> {
                // on its way
            }
        }
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
