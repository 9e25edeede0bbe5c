package io.quarkiverse.sidecar.runtime.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The moment by which something must be over. It can come nearer, never move away. On the monotonic clock. */
final class Deadline {

    /** Far enough for everybody, and near enough for arithmetic in nanoseconds. */
    private static final Duration FARTHEST = Duration.ofDays(365);

    private boolean set;
    private long at;

    synchronized void notAfter(Duration fromNow) {
        long candidate = System.nanoTime() + (fromNow.compareTo(FARTHEST) > 0 ? FARTHEST : fromNow).toNanos();
        if (!set || candidate - at < 0) {
            at = candidate;
            set = true;
        }
    }

    /** At least 1 while it has not passed. */
    synchronized long millisLeft() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(at - System.nanoTime()));
    }

    synchronized boolean passed() {
        return set && at - System.nanoTime() <= 0;
    }
}
