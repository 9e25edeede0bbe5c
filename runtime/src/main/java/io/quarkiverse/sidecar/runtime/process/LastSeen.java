package io.quarkiverse.sidecar.runtime.process;

/**
 * Until when the main process is known to have been alive, in start ticks: a process of its session that started before
 * that inherited the session from it. Errs on the early side only, but for the instant between its exit and the news of it.
 */
public final class LastSeen {

    private long ticks;

    public LastSeen(long startTicks) {
        this.ticks = startTicks;
    }

    /** It was alive when a process with these start ticks started, or ended at that very moment. */
    public synchronized void at(long seen) {
        ticks = Math.max(ticks, seen);
    }

    synchronized long ticks() {
        return ticks;
    }
}
