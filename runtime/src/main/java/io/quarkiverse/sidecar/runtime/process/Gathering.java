package io.quarkiverse.sidecar.runtime.process;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Callers who come for the same at about the same time, one of whom waits for the others. */
final class Gathering {

    /** Of processes that are asked to end at the same time one ends every fifth of a millisecond. */
    private static final long NOBODY_MORE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    /** So long the first may have to wait for the others, however many: a look takes a few milliseconds, too. */
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
     */
    void awaitOthers() {
        long until = System.nanoTime() + LONGEST_NANOS;
        lock.lock();
        try {
            for (int before = 0; joined > before && !hurried && System.nanoTime() - until < 0;) {
                before = joined;
                hurry.awaitNanos(NOBODY_MORE_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
