package io.quarkiverse.sidecar.runtime.devui;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last items that were added, each with its number: 0, 1, 2 … A reader keeps the next number, and learns how many items
 * it has missed. Safe for use by any thread.
 */
final class RingBuffer<T> {

    /**
     * What was there.
     *
     * @param first the number of the first item
     * @param items oldest first
     * @param next the number to ask for the next time
     * @param missed how many were overwritten since the number that was asked for
     */
    record Page<T>(long first, List<T> items, long next, long missed) {
    }

    private final int capacity;
    private final Deque<T> items = new ArrayDeque<>();
    private long next;

    RingBuffer(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(T item) {
        if (items.size() == capacity) {
            items.removeFirst();
        }
        items.addLast(item);
        next++;
    }

    /** Everything from that number on that is still there. */
    synchronized Page<T> from(long number) {
        long oldest = next - items.size();
        long first = Math.max(number, oldest);
        List<T> kept = new ArrayList<>(items).subList((int) (first - oldest), items.size());
        return new Page<>(first, List.copyOf(kept), next, first - number);
    }

    synchronized List<T> all() {
        return List.copyOf(items);
    }
}
