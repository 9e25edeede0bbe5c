package io.quarkiverse.sidecar.runtime.probe;

import io.vertx.core.net.SocketAddress;

/**
 * A connection to itself. Whoever polls a port in the ephemeral range may be given that very port for its own end: then the
 * connection succeeds with nobody listening, and as long as it is open the sidecar cannot bind.
 */
final class SelfConnectCheck {

    static final String DETAIL = "nobody listens (the probe had connected to itself)";

    private SelfConnectCheck() {
    }

    static boolean is(SocketAddress local, SocketAddress remote) {
        return local != null && remote != null && local.port() == remote.port()
                && local.hostAddress() != null && local.hostAddress().equals(remote.hostAddress());
    }
}
