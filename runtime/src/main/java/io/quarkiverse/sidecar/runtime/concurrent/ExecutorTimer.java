package io.quarkiverse.sidecar.runtime.concurrent;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A timer on the JVM's monotonic clock: exact to a few milliseconds, and blind to steps of the wall clock. */
public final class ExecutorTimer implements Timer {

    private final ScheduledExecutorService executor;

    public ExecutorTimer(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    @Override
    public Job after(String name, Duration delay, Runnable task) {
        return cancelling(executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public Job every(String name, Duration interval, Runnable task) {
        return cancelling(executor.scheduleWithFixedDelay(task, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS));
    }

    private static Job cancelling(Future<?> future) {
        return () -> future.cancel(false);
    }
}
