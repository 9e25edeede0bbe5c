package io.quarkiverse.sidecar.runtime.process;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Callers who come for the same at about the same time, one of whom waits for the others. */
final class Gathering {

    /** Of processes that are asked to end at the same time one ends every fifth of a millisecond. */
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    /** On a busy machine both the work and the pauses between the callers take longer, so the one tells of the other. */
    private static final int PAUSES_IN_WORK = 4;

    /** So long the first may have to wait for the others, however many: the work takes a few milliseconds, too. */
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Lock lock = new ReentrantLock();
    private final Condition hurry = lock.newCondition();
    private int joined;
    private boolean hurried;

    /** @param patient false for a caller who shall not wait, nor anybody with him */
    void join(boolean patient) {
        lock.lock();
        try {
            joined++;
            if (!patient) {
                hurried = true;
                hurry.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks until no more come for a moment, or somebody who is in a hurry has come. An interrupted caller does not wait, and
     * stays interrupted.
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
                hurry.awaitNanos(pauseNanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
