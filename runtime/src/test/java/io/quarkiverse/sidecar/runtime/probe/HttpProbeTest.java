package io.quarkiverse.sidecar.runtime.probe;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import io.quarkiverse.sidecar.runtime.LogLines;
import io.vertx.core.Vertx;

@Timeout(60)
class HttpProbeTest {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PLENTY = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @AfterEach
    void closeEverything() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        if (server != null) {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({ "200, true", "204, true", "299, true", "301, false", "400, false", "404, false", "500, false", "503, false" })
    void passesForAnyStatusOfSuccess(int status, boolean passed) throws IOException {
        serve(LOOPBACK, exchange -> exchange.sendResponseHeaders(status, -1));

        assertThat(ask(probe("/health", PLENTY)))
                .isEqualTo(ProbeResult.answered(passed, "HTTP " + status, Duration.ZERO));
    }

    @Test
    void sendsPathQueryAndHeaders() throws IOException {
        AtomicReference<String> asked = new AtomicReference<>();
        AtomicReference<Headers> sent = new AtomicReference<>();
        serve(LOOPBACK, exchange -> {
            asked.set(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            sent.set(exchange.getRequestHeaders());
            exchange.sendResponseHeaders(200, -1);
        });

        ask(new HttpProbe(vertx, "http", LOOPBACK, port(), "api/health?deep=1", Map.of("X-Api-Key", "abc"), PLENTY));

        assertThat(asked).hasValue("GET /api/health?deep=1");
        assertThat(sent.get().getFirst("X-Api-Key")).isEqualTo("abc");
        assertThat(sent.get().getFirst("Host")).isEqualTo("127.0.0.1:" + port());
        assertThat(sent.get().getFirst("Connection")).isEqualTo("close");
    }

    @Test
    void asksAnIpv6Address() throws IOException {
        AtomicReference<String> host = new AtomicReference<>();
        serve("::1", exchange -> {
            host.set(exchange.getRequestHeaders().getFirst("Host"));
            exchange.sendResponseHeaders(200, -1);
        });

        assertThat(ask(new HttpProbe(vertx, "http", "::1", port(), "/", Map.of(), PLENTY)).passed()).isTrue();
        assertThat(host).hasValue("[::1]:" + port());
    }

    @Test
    void asksTheLiteralAddressAndNoOther() throws IOException {
        serve("::1", exchange -> exchange.sendResponseHeaders(200, -1));

        assertThat(ask(probe("/", PLENTY))).isEqualTo(new ProbeResult(false, "connection refused"));
    }

    @Test
    void doesNotFollowRedirects() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        serve(LOOPBACK, exchange -> {
            requests.incrementAndGet();
            exchange.getResponseHeaders().set("Location", "/login");
            exchange.sendResponseHeaders(302, -1);
        });

        ProbeResult result = ask(probe("/", PLENTY));

        assertThat(result.passed()).isFalse();
        assertThat(result.detail()).startsWith("HTTP 302 to /login");
        assertThat(requests).hasValue(1);
    }

    @Test
    void saysWhenNobodyListens() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            port = closed.getLocalPort();
        }

        assertThat(ask(new HttpProbe(vertx, "http", LOOPBACK, port, "/", Map.of(), PLENTY)))
                .isEqualTo(new ProbeResult(false, "connection refused"));
    }

    @Test
    void givesUpOnAServerThatHangsAndClosesTheConnection() throws IOException {
        try (LoopbackServer hanging = new LoopbackServer(LOOPBACK, connection -> {
        })) {
            assertThat(ask(probe(hanging, SHORT))).isEqualTo(new ProbeResult(false, "no answer within 0.3s"));
            await().until(() -> hanging.closedByPeer() == 1);
        }
    }

    /** On a busy machine the time can be over when the connection has only just been made: some of so many are such. */
    @Test
    void logsNothingByItselfWhenItGivesUp() throws IOException {
        List<String> logged = new CopyOnWriteArrayList<>();
        try (LogLines client = new LogLines("io.vertx.core.http.impl", logged::add);
                LoopbackServer hanging = new LoopbackServer(LOOPBACK, connection -> {
                })) {
            HttpProbe impatient = probe(hanging, Duration.ofMillis(1));
            for (int poll = 0; poll < 500; poll++) {
                ask(impatient);
            }
            vertx.close().toCompletionStage().toCompletableFuture().join();
            assertThat(logged).as("what %s heard", client).isEmpty();
        }
    }

    /** As the kernel does for a sidecar that is killed while it is asked. Its end is told otherwise, with its name. */
    @Test
    void logsNothingByItselfWhenTheConnectionIsReset() throws IOException {
        List<String> logged = new CopyOnWriteArrayList<>();
        try (LogLines client = new LogLines("io.vertx.core", logged::add);
                LoopbackServer killed = new LoopbackServer(LOOPBACK, connection -> {
                    connection.getInputStream().read();
                    connection.setSoLinger(true, 0);
                    connection.close();
                })) {
            assertThat(ask(probe(killed, PLENTY)).passed()).isFalse();
            vertx.close().toCompletionStage().toCompletableFuture().join();
            assertThat(logged).as("what %s heard", client).isEmpty();
        }
    }

    @Test
    void givesUpOnAServerThatDripsItsHeaders() throws IOException {
        try (LoopbackServer dripping = new LoopbackServer(LOOPBACK, connection -> {
            OutputStream out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n".getBytes());
            while (true) {
                out.write("X: y\r\n".getBytes());
                out.flush();
                await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            }
        })) {
            assertThat(ask(probe(dripping, SHORT)).detail()).isEqualTo("no answer within 0.3s");
            await().until(() -> dripping.closedByPeer() == 1);
        }
    }

    @Test
    void givesUpOnAConnectionThatIsNeverTaken() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            HttpProbe probe = new HttpProbe(vertx, "http", LOOPBACK, full.getLocalPort(), "/", Map.of(), SHORT);

            assertThat(Stream.generate(() -> ask(probe)).limit(5)).extracting(ProbeResult::detail)
                    .containsOnly("no answer within 0.3s");
        }
    }

    @Test
    void trustsTheCertificateOfAnHttpsServerWhoeverSignedIt(@TempDir Path directory) throws Exception {
        HttpsServer https = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(SelfSigned.context(directory)));
        server = https;
        serve(exchange -> exchange.sendResponseHeaders(200, -1));

        assertThat(ask(new HttpProbe(vertx, "https", LOOPBACK, port(), "/", Map.of(), PLENTY)))
                .isEqualTo(new ProbeResult(true, "HTTP 200"));
    }

    @Test
    void failsOverHttpsForAServerWithoutTls() throws IOException {
        try (LoopbackServer plain = LoopbackServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
            ProbeResult result = ask(new HttpProbe(vertx, "https", LOOPBACK, plain.port(), "/", Map.of(), PLENTY));

            assertThat(result.passed()).isFalse();
            assertThat(result.detail()).startsWith("TLS failed");
        }
    }

    @Test
    void readsNoEndlessBody() throws IOException {
        try (LoopbackServer endless = new LoopbackServer(LOOPBACK, connection -> {
            connection.getInputStream().read();
            connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
            while (true) {
                connection.getOutputStream().write(new byte[8192]);
            }
        })) {
            assertThat(ask(probe(endless, PLENTY))).isEqualTo(new ProbeResult(true, "HTTP 200"));
            await().until(() -> endless.closedByPeer() == 1);
        }
    }

    @Test
    void refusesEndlessHeaders() throws IOException {
        try (LoopbackServer endless = new LoopbackServer(LOOPBACK, connection -> {
            connection.getInputStream().read();
            connection.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes());
            while (true) {
                connection.getOutputStream().write("X-Header: and another one\r\n".getBytes());
            }
        })) {
            ProbeResult result = ask(probe(endless, PLENTY));
            assertThat(result.passed()).isFalse();
            assertThat(result.detail()).startsWith("not an HTTP answer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "SSH-2.0-OpenSSH_9.6\r\n", "-ERR unknown command\r\n", "\0\u0001\u00ff\u00fe\n\n",
            "HTTP/1.1 abc\r\n\r\n" })
    void failsForWhatIsNotHttp(String garbage) throws IOException {
        try (LoopbackServer other = LoopbackServer.answering(garbage)) {
            ProbeResult result = ask(probe(other, PLENTY));
            assertThat(result.passed()).isFalse();
            assertThat(result.detail()).startsWith("not an HTTP answer");
        }
    }

    @Test
    void saysWhenTheConnectionIsClosedBeforeTheAnswer() throws IOException {
        try (LoopbackServer rude = new LoopbackServer(LOOPBACK, connection -> {
            connection.getInputStream().read();
            connection.shutdownOutput();
        })) {
            assertThat(ask(probe(rude, PLENTY))).isEqualTo(new ProbeResult(false, "connection closed before the answer"));
        }
    }

    @Test
    void takesANewConnectionEachTimeAndLeavesNoneOpen() throws IOException {
        try (LoopbackServer keepAlive = LoopbackServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            HttpProbe probe = probe(keepAlive, PLENTY);

            for (int i = 0; i < 20; i++) {
                assertThat(ask(probe).passed()).isTrue();
            }

            assertThat(keepAlive.connections()).isEqualTo(20);
            await().until(() -> keepAlive.closedByPeer() == 20);
        }
    }

    @Test
    void completesWhenItsClientIsClosed() throws IOException {
        try (LoopbackServer hanging = new LoopbackServer(LOOPBACK, connection -> {
        })) {
            HttpProbe probe = probe(hanging, PLENTY);
            CompletionStage<ProbeResult> open = probe.ask();
            await().until(() -> hanging.connections() == 1);

            probe.close();

            assertThat(inTime(open).passed()).isFalse();
            assertThat(ask(probe).passed()).isFalse();
        }
    }

    @Test
    void completesWhenVertxIsClosed() throws IOException {
        try (LoopbackServer hanging = new LoopbackServer(LOOPBACK, connection -> {
        })) {
            HttpProbe probe = probe(hanging, PLENTY);
            CompletionStage<ProbeResult> open = probe.ask();
            await().until(() -> hanging.connections() == 1);

            vertx.close().toCompletionStage().toCompletableFuture().join();

            assertThat(inTime(open).passed()).isFalse();
            assertThat(ask(probe).passed()).isFalse();
        }
    }

    @Test
    void refusesAnotherSchemeAndATimeoutThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpProbe(vertx, "ftp", LOOPBACK, 1, "/", Map.of(), PLENTY)).withMessageContaining("ftp");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpProbe(vertx, "http", LOOPBACK, 1, "/", Map.of(), Duration.ZERO))
                .withMessageContaining("PT0S");
    }

    private void serve(String address, HttpHandler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(address, 0), 0);
        serve(handler);
    }

    private void serve(HttpHandler handler) {
        server.createContext("/", exchange -> {
            try (HttpExchange open = exchange) {
                handler.handle(open);
            }
        });
        server.start();
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private HttpProbe probe(String path, Duration timeout) {
        return new HttpProbe(vertx, "http", LOOPBACK, port(), path, Map.of(), timeout);
    }

    private HttpProbe probe(LoopbackServer other, Duration timeout) {
        return new HttpProbe(vertx, "http", LOOPBACK, other.port(), "/", Map.of(), timeout);
    }

    private static ProbeResult ask(HttpProbe probe) {
        return inTime(probe.ask());
    }

    /** An answer that never comes must fail the test, not hang it. */
    private static ProbeResult inTime(CompletionStage<ProbeResult> answer) {
        return answer.toCompletableFuture().orTimeout(30, SECONDS).join();
    }
}
