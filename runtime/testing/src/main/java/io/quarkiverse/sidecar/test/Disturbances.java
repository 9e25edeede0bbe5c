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

    /**
     * What a sidecar was like before the first disturbance.
     *
     * @param patience how long it may take at most to be put back
     */
    private record Found(SidecarState state, Duration patience) {
    }

    private static final Set<SidecarState> DOWN = EnumSet.of(SidecarState.STOPPED, SidecarState.STOPPING, SidecarState.FAILED);
    private static final Set<SidecarState> READY = EnumSet.of(SidecarState.READY, SidecarState.COMPLETED);

    private static final Map<Sidecar, Found> FOUND = new LinkedHashMap<>();
    private static final Deque<Fault> OPEN = new ArrayDeque<>();

    private Disturbances() {
    }

    /** Remembers what it was like before the first of them; the later ones change nothing. */
    static synchronized void begin(Sidecar sidecar, Duration patience) {
        FOUND.putIfAbsent(sidecar, new Found(sidecar.status().state(), patience));
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
        Map<Sidecar, Found> found = found();
        found.forEach((sidecar, before) -> {
            if (DOWN.contains(before.state())) {
                sidecar.stop().await().atMost(before.patience());
            } else {
                sidecar.restart();
            }
        });
        found.forEach((sidecar, before) -> {
            if (READY.contains(before.state())) {
                sidecar.awaitReady(before.patience());
            }
        });
    }

    private static synchronized List<Fault> faults() {
        return new ArrayList<>(OPEN);
    }

    private static synchronized Map<Sidecar, Found> found() {
        Map<Sidecar, Found> found = new LinkedHashMap<>(FOUND);
        FOUND.clear();
        return found;
    }
}
