package io.quarkiverse.sidecar.it.monitor;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/** The last 200 events, oldest first. Safe for use by any thread. */
final class EventLog {

    static final int CAPACITY = 200;

    private final Deque<Event> events = new ArrayDeque<>();
    private int count;

    synchronized Event add(String body) {
        Event event = new Event(++count, Instant.now(), body);
        events.addLast(event);
        if (events.size() > CAPACITY) {
            events.removeFirst();
        }
        return event;
    }

    /** How many were ever reported, those no longer kept included. */
    synchronized int count() {
        return count;
    }

    synchronized String json() {
        return events.stream().map(Event::json).collect(Collectors.joining(",", "[", "]"));
    }
}
