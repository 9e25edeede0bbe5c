package io.quarkiverse.sidecar.test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for what is about to be so.
 *
 * @param most how long at most
 */
record Patience(Duration most) {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** @throws IllegalStateException with that text when it does not become true in time, or the thread is interrupted */
    void until(BooleanSupplier condition, Supplier<String> otherwise) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted() || System.nanoTime() - begin > most.toNanos()) {
                throw new IllegalStateException(otherwise.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
