package io.quarkiverse.sidecar.runtime.port;

import java.io.IOException;
import java.net.InetAddress;
import java.util.OptionalInt;

/**
 * The port of one sidecar: the declared one, or one that is chosen when it is first needed, and kept for the run once the
 * sidecar has answered on it or the application's configuration has read it. Safe for use by any thread.
 */
public final class AssignedPort {

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

    /** Somebody relies on it from now on: the sidecar answers there, or the application has read it. */
    public synchronized void pin() {
        kept = true;
    }

    /** Somebody else holds a chosen port that nobody relies on yet: another one is chosen for the next launch. */
    public synchronized void releaseAfterConflict() {
        if (!kept) {
            port = OptionalInt.empty();
        }
    }
}
