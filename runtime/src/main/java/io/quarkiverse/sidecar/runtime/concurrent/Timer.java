package io.quarkiverse.sidecar.runtime.concurrent;

import java.time.Duration;

/**
 * Runs tasks later. A task is short and never blocks; it may be run on any thread. No task is run before its time.
 */
public interface Timer {

    /** Runs the task once. */
    Job after(String name, Duration delay, Runnable task);

    /** Runs the task again and again, the first time after one interval; never two runs of it at once. */
    Job every(String name, Duration interval, Runnable task);

    /** A task that is to be run. */
    @FunctionalInterface
    interface Job {
        /** It is not begun any more. Idempotent; a run that has begun goes on. */
        void cancel();
    }
}
