package io.quarkiverse.sidecar.runtime.process;

/** Delays that double from one to the next, up to a ceiling. */
final class Pause {

    static final long SHORTEST_MILLIS = 1;

    private final long ceiling;
    private long next;

    Pause(long firstMillis, long ceilingMillis) {
        this.next = firstMillis;
        this.ceiling = ceilingMillis;
    }

    long nextMillis() {
        long millis = next;
        next = Math.min(ceiling, 2 * millis);
        return millis;
    }
}
