package io.quarkiverse.sidecar.runtime.output;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;

/**
 * Lets a bounded number of log calls wait for a slow log, and drops the others. Once full it takes new ones only when half of
 * the room is free again, so that a log that stays too slow is told once per gap, not between any two lines. Never blocks
 * its caller. Safe for use by any thread.
 */
final class BoundedLogQueue {

    /** How many lines of one sidecar may wait. */
    static final int CAPACITY = 1_000;

    private final Executor executor;
    private final LongConsumer reportGap;
    private final OutputCounts counts;
    private int waiting;
    private boolean full;
    private long gap;

    /**
     * @param executor runs the log calls, one after the other
     * @param reportGap is told on the executor, between the lines before and after, how many were dropped
     * @param counts where what is dropped is counted
     */
    BoundedLogQueue(Executor executor, LongConsumer reportGap, OutputCounts counts) {
        this.executor = executor;
        this.reportGap = reportGap;
        this.counts = counts;
    }

    void submit(Runnable logCall) {
        if (!admit()) {
            return;
        }
        try {
            executor.execute(() -> {
                try {
                    logCall.run();
                } finally {
                    done();
                }
            });
        } catch (RejectedExecutionException shutDown) {
            refused();
        }
    }

    private synchronized boolean admit() {
        full |= waiting == CAPACITY;
        if (full) {
            gap++;
            counts.drop();
            return false;
        }
        waiting++;
        return true;
    }

    private void done() {
        long missed;
        synchronized (this) {
            waiting--;
            if (!full || waiting > CAPACITY / 2) {
                return;
            }
            missed = gap;
            gap = 0;
            full = false;
        }
        // Executed, not called: lines older than the gap are still waiting and belong before it.
        try {
            executor.execute(() -> reportGap.accept(missed));
        } catch (RejectedExecutionException shutDown) {
            // The log is closed; they are counted all the same.
        }
    }

    private synchronized void refused() {
        waiting--;
        counts.drop();
    }
}
