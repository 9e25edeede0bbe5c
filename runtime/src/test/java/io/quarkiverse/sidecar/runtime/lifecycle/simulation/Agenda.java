package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.PriorityQueue;

/** What is going to happen, in the order of virtual time; what is due at the same time happens in the order of entry. */
public final class Agenda {

    public record Event(long at, long entry, Object what, Runnable effect) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(entry, other.entry);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long entries;

    public long now() {
        return now;
    }

    /** @param what for the story only */
    public void in(long delay, Object what, Runnable effect) {
        events.add(new Event(now + delay, entries++, what, effect));
    }

    public boolean isEmpty() {
        return events.isEmpty();
    }

    public Event next() {
        Event event = events.poll();
        now = event.at();
        return event;
    }
}
