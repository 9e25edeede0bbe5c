package io.quarkiverse.sidecar.runtime.output;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many lines a sidecar has written, and how many of them the log has missed, over all its launches. Always counted: that
 * neither allocates nor waits. Safe for use by any thread.
 */
public final class OutputCounts {

    private final LongAdder stdout = new LongAdder();
    private final LongAdder stderr = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    void read(StandardStream stream) {
        (stream == StandardStream.STDOUT ? stdout : stderr).increment();
    }

    void drop() {
        dropped.increment();
    }

    /** The lines read from that stream, whether or not they are logged. */
    public long lines(StandardStream stream) {
        return (stream == StandardStream.STDOUT ? stdout : stderr).sum();
    }

    /** The lines that the log should have had, and has not: it was slower than the sidecar, or shut down. */
    public long dropped() {
        return dropped.sum();
    }
}
