package io.quarkiverse.sidecar.runtime.fleet;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.quarkiverse.sidecar.runtime.concurrent.DaemonThreadFactory;
import io.quarkiverse.sidecar.runtime.concurrent.ExecutorTimer;
import io.quarkiverse.sidecar.runtime.concurrent.Timer;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;
import io.quarkiverse.sidecar.runtime.supervisor.ProcessServices;

/**
 * What all supervised sidecars share: the threads, the premises, and the application that they are run for. Lasts for one
 * run of the application, and in dev mode until that ends.
 */
final class FleetResources {

    /** So long the log may take for what is still to be said at the end. */
    private static final long LAST_LINES_MILLIS = 500;

    private final Reclaimer reclaimer;
    private final ProcessTable table = ProcessTable.ofThisMachine();
    private final CompletableFuture<ProcessServices> services = new CompletableFuture<>();
    private final AtomicBoolean movesIn = new AtomicBoolean();
    private final ApplicationBinding application = new ApplicationBinding();
    private final EventDispatcher events;

    /** Mailboxes and exact timers: short tasks only. */
    private final ScheduledThreadPoolExecutor mailboxes = new ScheduledThreadPoolExecutor(1,
            new DaemonThreadFactory("sidecar-supervisor"));
    private final Timer exact = new ExecutorTimer(mailboxes);
    /** Whatever reads the process table, forks or waits. */
    private final ExecutorService workers = Executors.newCachedThreadPool(new DaemonThreadFactory("sidecar-worker"));
    /** Writes what sidecars say, and what happens to them, into the log, which may be slow. */
    private final ExecutorService outputLog = Executors.newSingleThreadExecutor(new DaemonThreadFactory("sidecar-output"));

    /** @param reclaimer for the state folder of the app */
    FleetResources(Reclaimer reclaimer) {
        this.reclaimer = reclaimer;
        this.events = new EventDispatcher(outputLog, application);
        mailboxes.setRemoveOnCancelPolicy(true);
    }

    Reclaimer reclaimer() {
        return reclaimer;
    }

    CompletableFuture<ProcessServices> services() {
        return services;
    }

    ApplicationBinding application() {
        return application;
    }

    EventDispatcher events() {
        return events;
    }

    Timer exact() {
        return exact;
    }

    ExecutorService workers() {
        return workers;
    }

    ExecutorService outputLog() {
        return outputLog;
    }

    /** After the end, a late message is handled on the posting thread. */
    void supervise(Runnable task) {
        try {
            mailboxes.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** Reclaims what earlier runs left, and takes a slot, on a worker thread. Idempotent. */
    void reclaimAndAcquireSlot(Function<String, StopPolicy> stopRules) {
        if (movesIn.compareAndSet(false, true)) {
            workers.execute(() -> {
                try {
                    services.complete(new ProcessServices(table, reclaimer.occupy(stopRules)));
                } catch (RuntimeException | Error e) {
                    services.completeExceptionally(e);
                }
            });
        }
    }

    void applicationEnds() {
        application.unbind(workers, exact);
    }

    /** @param nobodyIsLeft when every sidecar is proved to have ended */
    void close(boolean nobodyIsLeft) {
        if (nobodyIsLeft) {
            services.thenAccept(ProcessServices::nobodyIsLeft);
        }
        // Perhaps it is still reclaiming: then the slot is released afterwards.
        services.thenAccept(ProcessServices::close);
        mailboxes.shutdown();
        workers.shutdown();
        outputLog.shutdown();
        try {
            outputLog.awaitTermination(LAST_LINES_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
