package io.quarkiverse.sidecar.runtime.process;

import java.util.function.BooleanSupplier;

/**
 * Until when the main process is known to have been alive, in start ticks: a process of its session that started before
 * that inherited the session from it. Errs on the early side only, but for the instant between its exit and the news of it.
 */
final class LastSeen {

    /** Linux shows start ticks in hundredths of a second (USER_HZ), whatever its own clock runs at. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private final long startTicks;
    private final long createdAt = System.nanoTime();
    private long ticks;

    LastSeen(long startTicks) {
        this.startTicks = startTicks;
        this.ticks = startTicks;
    }

    /** Asks whether it is alive, and remembers when a yes was asked for. */
    boolean sees(BooleanSupplier alive) {
        long asked = System.nanoTime();
        boolean yes = alive.getAsBoolean();
        if (yes) {
            at(startTicks + (asked - createdAt) / NANOS_PER_TICK);
        }
        return yes;
    }

    /** It was alive when a process with these start ticks started, or ended at that very moment. */
    synchronized void at(long seen) {
        ticks = Math.max(ticks, seen);
    }

    synchronized long ticks() {
        return ticks;
    }
}
