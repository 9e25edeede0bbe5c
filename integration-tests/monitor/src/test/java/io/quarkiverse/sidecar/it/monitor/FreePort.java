package io.quarkiverse.sidecar.it.monitor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port that nobody uses, below the range from which the system takes the ports of outgoing connections. */
final class FreePort {

    private static final int FIRST = 20_000;
    private static final int END = 32_000;

    private FreePort() {
    }

    static int find() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: try another.
            }
        }
        throw new IllegalStateException("no free port found between " + FIRST + " and " + END);
    }
}
