package io.quarkiverse.sidecar.runtime.supervise;

import java.io.IOException;
import java.net.InetAddress;
import java.util.OptionalInt;

import io.quarkiverse.sidecar.runtime.port.FreePorts;

/**
 * The port of one sidecar: the declared one, or one that is chosen when it is first needed, and kept for the run once the
 * sidecar has answered on it: the application may have it in its configuration by then.
 */
final class AssignedPort {

    private final String host;
    private volatile boolean kept;
    private volatile OptionalInt port;

    AssignedPort(SidecarDeclaration declaration) {
        this.host = declaration.host();
        this.kept = declaration.port().orElse(0) != 0 || declaration.port().isEmpty();
        this.port = kept ? declaration.port() : OptionalInt.empty();
    }

    /** The port, if there is one by now. Never blocks. */
    OptionalInt current() {
        return port;
    }

    /** The port, chosen now if need be. One thread at a time. */
    OptionalInt assign() throws IOException {
        if (!kept && port.isEmpty()) {
            port = OptionalInt.of(new FreePorts().choose(InetAddress.getByName(host)));
        }
        return port;
    }

    /** The sidecar answers there. */
    void used() {
        kept = true;
    }

    /** Somebody else holds a chosen port that was not used yet: another one is chosen for the next launch. */
    void conflicted() {
        if (!kept) {
            port = OptionalInt.empty();
        }
    }
}
