package io.quarkiverse.sidecar.runtime.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines that a sidecar wrote, on both streams, in the order they were read. Safe for use by any thread. */
public final class OutputTail {

    private final int limit;
    private final Deque<String> lines = new ArrayDeque<>();

    /**
     * @param limit how many lines are kept; 0 keeps none
     * @throws IllegalArgumentException when it is negative
     */
    public OutputTail(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("The number of lines to keep must be >= 0, but is " + limit);
        }
        this.limit = limit;
    }

    public synchronized void add(String line) {
        lines.addLast(line);
        if (lines.size() > limit) {
            lines.removeFirst();
        }
    }

    /** A copy of this moment, oldest first. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
