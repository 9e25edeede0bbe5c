package io.quarkiverse.sidecar.runtime.devui;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarRestartScheduled;
import io.quarkiverse.sidecar.runtime.devui.TimelineEntry.Happening;
import io.quarkiverse.sidecar.runtime.output.StandardStream;

/** What is remembered of one sidecar. Safe for use by any thread; events come from one at a time. */
final class SidecarHistory {

    /** So many last events. */
    static final int EVENTS = 50;

    /** So many last lines of output: at most 4 MiB of text, as a line is cut at 8 KiB. */
    static final int LINES = 500;

    private final RingBuffer<Happening> events = new RingBuffer<>(EVENTS);
    private final RingBuffer<OutputLine> lines = new RingBuffer<>(LINES);
    private volatile Instant launchedAt;
    private volatile Instant nextLaunchAt;

    void add(SidecarEvent event) {
        if (event instanceof SidecarLaunched launched) {
            launchedAt = launched.at();
        } else if (event instanceof SidecarRestartScheduled scheduled) {
            nextLaunchAt = scheduled.at().plus(scheduled.delay());
        }
        events.add(TimelineEntry.of(event));
    }

    RingBuffer<Happening> events() {
        return events;
    }

    RingBuffer<OutputLine> lines() {
        return lines;
    }

    /** When its latest process was launched. */
    Optional<Instant> launchedAt() {
        return Optional.ofNullable(launchedAt);
    }

    /** When the delay of the latest restart is, or was, over. */
    Optional<Instant> nextLaunchAt() {
        return Optional.ofNullable(nextLaunchAt);
    }

    /**
     * A line that a sidecar wrote.
     *
     * @param at when it was read
     * @param text without secrets, as in the log; escape sequences for colours are still there
     */
    record OutputLine(Instant at, StandardStream stream, String text) {
    }

    /** The chronicles of all sidecars, by name. Safe for use by any thread. */
    static final class Journal {

        /** Outlives a live reload: what happened before a change of the code is what one wants to read after it. */
        static final Journal OF_THIS_JVM = new Journal();

        private final Map<String, SidecarHistory> chronicles = new ConcurrentHashMap<>();

        SidecarHistory of(String sidecar) {
            return chronicles.computeIfAbsent(sidecar, name -> new SidecarHistory());
        }

        /** Forgets those that are not declared any more. */
        void keepOnly(Collection<String> sidecars) {
            chronicles.keySet().retainAll(sidecars);
        }
    }
}
