package io.quarkiverse.sidecar.runtime.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does to each connection, on a thread of its own, what the test says, and then waits for the other end. */
final class LoopbackServer implements AutoCloseable {

    /** What to do with a connection; it is closed by whoever closes it first. */
    interface Conversation {
        void with(Socket connection) throws IOException;
    }

    private final ServerSocket server;
    private final Conversation conversation;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger closedByPeer = new AtomicInteger();

    LoopbackServer(String address, Conversation conversation) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getByName(address));
        this.conversation = conversation;
        start(this::accept);
    }

    /** Writes these bytes as soon as somebody has written a line. */
    static LoopbackServer answering(String bytes) throws IOException {
        return new LoopbackServer("127.0.0.1", connection -> {
            connection.getInputStream().read();
            connection.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        });
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.size();
    }

    /** How many connections the other end has closed. */
    int closedByPeer() {
        return closedByPeer.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket connection) {
        try {
            conversation.with(connection);
            while (connection.getInputStream().read() >= 0) {
                // Wait for the other end.
            }
            closedByPeer.incrementAndGet();
        } catch (IOException reset) {
            if (!connection.isClosed()) {
                closedByPeer.incrementAndGet();
            }
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "loopback-server");
        thread.setDaemon(true);
        thread.start();
    }
}
