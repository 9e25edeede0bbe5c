package io.quarkiverse.sidecar.it;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarFailed;

/** Remembers what the extension reported: the last 30 events, and the last failure. Safe for use by any thread. */
@ApplicationScoped
public class SidecarJournal {

    private static final int CAPACITY = 30;

    private final Deque<SidecarEvent> newestFirst = new ArrayDeque<>();
    private SidecarFailed lastFailed;

    synchronized void record(@Observes SidecarEvent event) {
        newestFirst.addFirst(event);
        if (newestFirst.size() > CAPACITY) {
            newestFirst.removeLast();
        }
    }

    synchronized void giveUp(@Observes SidecarFailed failed) {
        lastFailed = failed;
    }

    synchronized List<SidecarEvent> newestFirst() {
        return List.copyOf(newestFirst);
    }

    synchronized Optional<SidecarFailed> lastFailed() {
        return Optional.ofNullable(lastFailed);
    }
}
