package io.quarkiverse.sidecar.runtime.port;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ports of the sidecars of one run of the application. Its configuration may ask for one before anything is launched.
 * Safe for use by any thread.
 */
public final class PortAssignments {

    /** What a port was declared for: whoever declares the same again gets the same. */
    private record Use(String sidecar, String host, OptionalInt declared) {

        /** The JVM would make one of its own, and take several milliseconds of the application's start for that. */
        @Override
        public int hashCode() {
            return sidecar.hashCode();
        }
    }

    private final Map<Use, AssignedPort> ports = new ConcurrentHashMap<>();

    /**
     * The port of a sidecar, chosen now if that was not done yet. From now on it does not change in this run.
     *
     * @param declared its declared port; 0: one is to be chosen
     * @throws IOException when there is none to choose; says what to do
     */
    public int read(String sidecar, String host, int declared) throws IOException {
        AssignedPort port = of(sidecar, host, OptionalInt.of(declared));
        int assigned = port.assign().orElseThrow();
        port.pin();
        return assigned;
    }

    /** What other sidecars had is not kept for them any longer. */
    public void retain(Set<String> sidecars) {
        ports.keySet().removeIf(use -> !sidecars.contains(use.sidecar()));
    }

    /** To be called when the run is over. */
    public void forget() {
        ports.clear();
    }

    public AssignedPort of(String sidecar, String host, OptionalInt declared) {
        return ports.computeIfAbsent(new Use(sidecar, host, declared), use -> new AssignedPort(host, declared));
    }
}
