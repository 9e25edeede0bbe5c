package io.quarkiverse.sidecar.test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarState;

/** What was done to sidecars and is not put back yet. Static: whoever puts it back is given nothing of the test. */
final class Disturbances {

    /** Longer than a launch may take by default ({@code ready.timeout}, 60 s). */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Set<SidecarState> DOWN = EnumSet.of(SidecarState.STOPPED, SidecarState.STOPPING, SidecarState.FAILED);
    private static final Set<SidecarState> READY = EnumSet.of(SidecarState.READY, SidecarState.COMPLETED);

    private static final Map<Sidecar, SidecarState> FOUND = new LinkedHashMap<>();
    private static final Deque<Fault> OPEN = new ArrayDeque<>();

    private Disturbances() {
    }

    /** Remembers what it was like before the first of them. */
    static synchronized void begin(Sidecar sidecar) {
        FOUND.putIfAbsent(sidecar, sidecar.status().state());
    }

    static synchronized Fault open(AutoCloseable undo) {
        Fault fault = new OpenFault(undo);
        OPEN.push(fault);
        return fault;
    }

    static synchronized void ended(Fault fault) {
        OPEN.remove(fault);
    }

    /**
     * Ends every fault, the newest first, and lets every disturbed sidecar be as it was found. Blocks until they are.
     *
     * @throws io.quarkiverse.sidecar.SidecarFailedException when one that was ready does not become so again
     */
    static void putBack() {
        faults().forEach(Fault::close);
        Map<Sidecar, SidecarState> found = found();
        found.forEach((sidecar, state) -> {
            if (DOWN.contains(state)) {
                sidecar.stop().await().atMost(PATIENCE);
            } else {
                sidecar.restart();
            }
        });
        found.forEach((sidecar, state) -> {
            if (READY.contains(state)) {
                sidecar.awaitReady(PATIENCE);
            }
        });
    }

    private static synchronized List<Fault> faults() {
        return new ArrayList<>(OPEN);
    }

    private static synchronized Map<Sidecar, SidecarState> found() {
        Map<Sidecar, SidecarState> found = new LinkedHashMap<>(FOUND);
        FOUND.clear();
        return found;
    }
}
