package io.quarkiverse.sidecar.runtime.supervisor;

import java.util.concurrent.atomic.LongAdder;

/** How often something was done, and how long it took in all. Safe for use by any thread. */
public final class TotalTime {

    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void add(long tookNanos) {
        nanos.add(tookNanos);
        count.increment();
    }

    public long count() {
        return count.sum();
    }

    /** In nanoseconds. */
    public long nanos() {
        return nanos.sum();
    }
}
