package io.quarkiverse.sidecar.runtime.probe;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;

/**
 * Connects, sends nothing, and closes the connection at once. A literal address is asked as it is, without DNS and without
 * trying another.
 */
public final class TcpProbe implements Probe, AutoCloseable {

    private final ProbeTimeout deadline;
    private final NetClient client;
    private final String host;
    private final int port;

    /**
     * @param host a literal address or a name
     * @param timeout for the connection
     * @throws IllegalArgumentException when the timeout is not positive
     */
    public TcpProbe(Vertx vertx, String host, int port, Duration timeout) {
        this.deadline = new ProbeTimeout(vertx, timeout);
        this.client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(deadline.millis()));
        this.host = host;
        this.port = port;
    }

    @Override
    public CompletionStage<ProbeResult> ask() {
        return deadline.ask(answer -> client.connect(port, host)
                .onSuccess(socket -> judge(socket, answer))
                .onFailure(failure -> answer.complete(deadline.failed(failure))));
    }

    @Override
    public void close() {
        client.close();
    }

    private static void judge(NetSocket socket, CompletableFuture<ProbeResult> answer) {
        boolean itself = SelfConnectCheck.is(socket.localAddress(), socket.remoteAddress());
        socket.close();
        answer.complete(itself ? ProbeResult.failed(SelfConnectCheck.DETAIL) : ProbeResult.passed("connected"));
    }
}
