package io.quarkiverse.sidecar.runtime.port;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;

/** Listens for an instant, to see whether one can. What it says may be out of date when it is read. */
final class BindCheck {

    private BindCheck() {
    }

    /**
     * Listens on the address and on all addresses: a listener elsewhere is in the way of a server that binds to all.
     *
     * @param port 0 for one that the kernel chooses
     * @return the port that was free
     * @throws IOException when it is not, or may not be used
     */
    static int listen(InetAddress address, int port) throws IOException {
        int free = listenOn(address, port);
        listenOn(Addresses.wildcardOf(address), free);
        return free;
    }

    /** True when a process listens there; false also when the bind failed for any other reason. */
    static boolean inUse(InetAddress address, int port) {
        try {
            listenOn(address, port);
            return false;
        } catch (BindException e) {
            return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("in use");
        } catch (IOException e) {
            return false;
        }
    }

    /** True when no process listens there, nor on all addresses; false also when that is unknown. */
    static boolean free(InetAddress address, int port) {
        try {
            listen(address, port);
            return true;
        } catch (IOException unclear) {
            return false;
        }
    }

    private static int listenOn(InetAddress address, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, port), 1);
            return socket.getLocalPort();
        }
    }
}
