package io.quarkiverse.sidecar.it.monitor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port that nobody uses, below the range from which the system takes the ports of outgoing connections. */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int END = 32_000;

    private FreePort() {
    }

    /** Not kept: whoever listens first has it. */
    public static int find() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port found between " + FIRST + " and " + END);
    }

    /** Whether nobody listens there, on the loopback address. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
