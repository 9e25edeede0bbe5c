package io.quarkiverse.sidecar.test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

import org.jboss.logging.Logger;

/** Listens on a port, and hangs up on whoever connects. */
final class TakenPort implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TakenPort.class);

    private final ServerSocket socket;
    private final Thread answers;

    private TakenPort(ServerSocket socket) {
        this.socket = socket;
        this.answers = new Thread(this::hangUp, "sidecar-test-port-" + socket.getLocalPort());
        answers.setDaemon(true);
    }

    static TakenPort listen(String host, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            // What is left of the sidecar's own connections is not in the way.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        TakenPort taken = new TakenPort(socket);
        taken.answers.start();
        return taken;
    }

    private void hangUp() {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                LOG.debugf("Hung up on %s", caller);
            } catch (IOException e) {
                LOG.debugf("Port %d hangs up on nobody any more: %s", socket.getLocalPort(), e.getMessage());
                return;
            }
        }
    }

    /** When it returns, nobody listens any more: until its thread has left the accept, the kernel keeps the socket open. */
    @Override
    public void close() throws IOException {
        socket.close();
        try {
            answers.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
