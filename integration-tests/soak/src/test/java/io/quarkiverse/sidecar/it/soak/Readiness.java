package io.quarkiverse.sidecar.it.soak;

import java.util.Map;
import java.util.Set;

/**
 * What {@code /q/health/ready} said.
 *
 * @param from when it was asked, in nanoseconds
 * @param to when it had answered
 * @param up the check's own verdict
 */
record Readiness(long from, long to, boolean up, Map<String, Readiness.Sidecar> sidecars) {

    private static final Set<String> DOWN = Set.of("STOPPED", "BACKING_OFF", "FAILED", "COMPLETED");

    /**
     * What it said of one sidecar.
     *
     * @param pid 0 when there is none
     * @param port 0 when there is none
     * @param waits whether it waits for another one
     */
    record Sidecar(String state, int launch, long pid, int port, boolean waits) {

        boolean ready() {
            return state.equals("READY");
        }

        boolean starting() {
            return state.equals("STARTING");
        }

        /** Nothing of it may be alive. */
        boolean down() {
            return DOWN.contains(state);
        }

        boolean sameAs(Sidecar other) {
            return other != null && state.equals(other.state) && launch == other.launch;
        }
    }
}
