package io.quarkiverse.sidecar.runtime.supervise;

import java.io.IOException;
import java.net.InetAddress;
import java.util.OptionalInt;

import io.quarkiverse.sidecar.runtime.port.FreePorts;

/** The port of one sidecar: the declared one, or one that is chosen when it is first needed and kept for the run. */
final class AssignedPort {

    private final String host;
    private final boolean declared;
    private volatile OptionalInt port;

    AssignedPort(SidecarDeclaration declaration) {
        this.host = declaration.host();
        this.declared = declaration.port().orElse(0) != 0 || declaration.port().isEmpty();
        this.port = declared ? declaration.port() : OptionalInt.empty();
    }

    /** The port, if there is one by now. Never blocks. */
    OptionalInt current() {
        return port;
    }

    /** The port, chosen now if need be. One thread at a time. */
    OptionalInt assign() throws IOException {
        if (!declared && port.isEmpty()) {
            port = OptionalInt.of(new FreePorts().choose(InetAddress.getByName(host)));
        }
        return port;
    }

    /** Somebody else holds a chosen port: another one is chosen for the next launch. */
    void conflicted() {
        if (!declared) {
            port = OptionalInt.empty();
        }
    }
}
