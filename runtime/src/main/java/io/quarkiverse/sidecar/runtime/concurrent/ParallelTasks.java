package io.quarkiverse.sidecar.runtime.concurrent;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does pieces of work at the same time, on daemon threads that are gone afterwards. */
public final class ParallelTasks {

    public static final String THREAD = "sidecar-reclaim";

    /** More sidecars than an application has; a directory of forged records must not exhaust the machine. */
    private static final int MOST_THREADS = 32;

    private ParallelTasks() {
    }

    /** Blocks until every piece is done. Does not heed an interrupt. */
    public static void run(List<Runnable> work) {
        ExecutorService threads = Executors.newFixedThreadPool(MOST_THREADS, ParallelTasks::newThread);
        try {
            CompletableFuture.allOf(work.stream().map(piece -> CompletableFuture.runAsync(piece, threads))
                    .toArray(CompletableFuture<?>[]::new)).join();
        } finally {
            threads.shutdown();
        }
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, THREAD);
        thread.setDaemon(true);
        return thread;
    }
}
