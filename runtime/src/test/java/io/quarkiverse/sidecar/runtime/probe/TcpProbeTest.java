package io.quarkiverse.sidecar.runtime.probe;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.vertx.core.Vertx;

@Timeout(60)
class TcpProbeTest {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PLENTY = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void closeVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void passesWhenSomebodyTakesTheConnectionAndClosesItAtOnce() throws IOException {
        try (LoopbackServer silent = new LoopbackServer(LOOPBACK, connection -> {
        })) {
            assertThat(ask(LOOPBACK, silent.port(), PLENTY)).isEqualTo(new ProbeResult(true, "connected"));
            await().until(() -> silent.closedByPeer() == 1);
        }
    }

    @Test
    void failsWhenNobodyListens() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            port = closed.getLocalPort();
        }

        assertThat(ask(LOOPBACK, port, PLENTY)).isEqualTo(new ProbeResult(false, "connection refused"));
    }

    @Test
    void asksTheLiteralAddressAndNoOther() throws IOException {
        try (LoopbackServer ipv6 = new LoopbackServer("::1", connection -> {
        })) {
            assertThat(ask(LOOPBACK, ipv6.port(), PLENTY)).isEqualTo(new ProbeResult(false, "connection refused"));
            assertThat(ask("::1", ipv6.port(), PLENTY).passed()).isTrue();
        }
    }

    @Test
    void givesUpWhenTheQueueOfConnectionsIsFull() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK));
                Socket first = new Socket(LOOPBACK, full.getLocalPort());
                Socket second = new Socket(LOOPBACK, full.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            assertThat(ask(LOOPBACK, full.getLocalPort(), Duration.ofMillis(300)))
                    .isEqualTo(new ProbeResult(false, "no answer within 0.3s"));
        }
    }

    @Test
    void saysWhenAHostIsNotKnown() {
        assertThat(ask("no-such-host.invalid", 80, PLENTY).passed()).isFalse();
    }

    @Test
    void answersAlsoWhenItIsClosed() {
        TcpProbe probe = new TcpProbe(vertx, LOOPBACK, 1, PLENTY);
        probe.close();

        assertThat(probe.ask().toCompletableFuture().orTimeout(30, SECONDS).join().passed()).isFalse();
    }

    private ProbeResult ask(String host, int port, Duration timeout) {
        return new TcpProbe(vertx, host, port, timeout).ask().toCompletableFuture().orTimeout(30, SECONDS).join();
    }
}
