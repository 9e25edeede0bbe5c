package io.quarkiverse.sidecar.runtime.port;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ports of the sidecars of one run of the application. Its configuration may ask for one before anything is launched.
 * Safe for use by any thread.
 */
public final class PortAssignments {

    /** What a port was declared for: the same declaration gets the same port again. */
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

    /**
     * The port of one sidecar: the declared one, or one that is chosen when it is first needed, and kept for the run once the
     * sidecar has answered on it or the application's configuration has read it. Safe for use by any thread.
     */
    public static final class AssignedPort {

        private final String host;
        private final OptionalInt declared;
        private boolean kept;
        private volatile OptionalInt port;

        /** @param declared as configured; 0: one is to be chosen */
        public AssignedPort(String host, OptionalInt declared) {
            this.host = host;
            this.declared = declared;
            this.kept = declared.orElse(0) != 0 || declared.isEmpty();
            this.port = kept ? declared : OptionalInt.empty();
        }

        /** The port, if there is one by now. Never blocks. */
        public OptionalInt current() {
            return port;
        }

        /**
         * The port, chosen now if need be.
         *
         * @throws IOException when there is none to choose; says what to do
         */
        public synchronized OptionalInt assign() throws IOException {
            if (!kept && port.isEmpty()) {
                port = OptionalInt.of(new FreePortFinder().choose(InetAddress.getByName(host)));
            }
            return port;
        }

        /** It must not change any more: the sidecar answers there, or the application has read it. */
        public synchronized void pin() {
            kept = true;
        }

        /** An unrelated process holds a chosen port that is not pinned: another one is chosen for the next launch. */
        public synchronized void releaseAfterConflict() {
            if (!kept) {
                port = OptionalInt.empty();
            }
        }
    }
}
