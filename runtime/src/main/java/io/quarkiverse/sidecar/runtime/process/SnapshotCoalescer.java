package io.quarkiverse.sidecar.runtime.process;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets concurrent callers share one snapshot. A caller never gets one that began before its call, because that would not
 * prove anything about the moment of the call: while one is being taken, new callers wait for the next, all for the same.
 * Patient callers wait a little for others even when none is being taken.
 */
final class SnapshotCoalescer {

    private final Supplier<ProcessSnapshot> source;
    private final Object oneAtATime = new Object();
    private long lastNanos;

    private record Round(Gathering callers, CompletableFuture<ProcessSnapshot> snapshot) {
    }

    /** Not started yet; null when no caller waits for one. */
    private Round next;

    SnapshotCoalescer(Supplier<ProcessSnapshot> source) {
        this.source = source;
    }

    /**
     * Blocks until a snapshot is complete that was begun after this call. Does not heed an interrupt.
     *
     * @throws RuntimeException what the source threw, to all who share it
     */
    ProcessSnapshot take() {
        return take(false);
    }

    /** As {@link #take}, but waits a few milliseconds for others as long as they keep coming, if all of them do. */
    ProcessSnapshot takeWithOthers() {
        return take(true);
    }

    private ProcessSnapshot take(boolean patient) {
        Round mine = new Round(new Gathering(), new CompletableFuture<>());
        Round shared = join(mine, patient);
        if (shared == mine) {
            synchronized (oneAtATime) {
                mine.callers().awaitOthers(lastNanos);
                begin();
                long began = System.nanoTime();
                complete(mine.snapshot());
                lastNanos = System.nanoTime() - began;
            }
        }
        return await(shared.snapshot());
    }

    private synchronized Round join(Round mine, boolean patient) {
        next = next == null ? mine : next;
        next.callers().join(patient);
        return next;
    }

    private synchronized void begin() {
        next = null;
    }

    private void complete(CompletableFuture<ProcessSnapshot> snapshot) {
        try {
            snapshot.complete(source.get());
        } catch (RuntimeException | Error e) {
            snapshot.completeExceptionally(e);
        }
    }

    private static ProcessSnapshot await(CompletableFuture<ProcessSnapshot> snapshot) {
        try {
            return snapshot.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    /** Callers who come for the same at about the same time, one of whom waits for the others. */
    static final class Gathering {

        /** Of processes that are asked to end at the same time one ends every fifth of a millisecond. */
        private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

        /** On a busy machine both the work and the pauses between the callers take longer, so the one tells of the other. */
        private static final int PAUSES_IN_WORK = 4;

        /** So long the first may have to wait for the others, however many: the work takes a few milliseconds, too. */
        private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

        private final Lock lock = new ReentrantLock();
        private final Condition impatience = lock.newCondition();
        private int joined;
        private boolean hurried;

        /** @param patient false for a caller that must not wait: then none of them waits */
        void join(boolean patient) {
            lock.lock();
            try {
                joined++;
                if (!patient) {
                    hurried = true;
                    impatience.signal();
                }
            } finally {
                lock.unlock();
            }
        }

        /**
         * Blocks until no more callers arrive for a moment, or an impatient one arrives. An interrupted caller does not wait,
         * and stays interrupted.
         *
         * @param workNanos how long that for which they come took the last time
         */
        void awaitOthers(long workNanos) {
            long pauseNanos = Math.max(SHORTEST_PAUSE_NANOS, workNanos / PAUSES_IN_WORK);
            long until = System.nanoTime() + Math.max(LONGEST_NANOS, workNanos);
            lock.lock();
            try {
                for (int before = 0; joined > before && !hurried && System.nanoTime() - until < 0;) {
                    before = joined;
                    impatience.awaitNanos(pauseNanos);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
        }
    }
}
