package io.quarkiverse.sidecar.runtime.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.vertx.core.Vertx;

/** What servers send that know HTTP differently, or not at all. Each line end is written as a bar. */
@Timeout(60)
class OddAnswersTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @CsvSource({
            "HTTP/1.0 200 OK||",
            "HTTP/1.1 200||",
            "HTTP/1.1 100 Continue||HTTP/1.1 200 OK||",
            "HTTP/1.1 103 Early Hints|Link: a||HTTP/1.1 204 None||",
            "HTTP/1.1 200 OK|Transfer-Encoding: chunked||FFFFFFF|",
            "HTTP/1.1 200 OK|Content-Length: 9223372036854775807||x",
            "HTTP/1.1 200 OK|Content-Encoding: gzip||no gzip" })
    void passesWithASuccessHoweverItIsSent(String answer) throws IOException {
        assertThat(ask(answer, Duration.ofSeconds(20)).passed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
            "200 OK||",
            "<html>it works</html>|",
            "+PONG|",
            "SSH-2.0-OpenSSH_9.2|",
            "HTTP/1.1 2000 OK||",
            "HTTP/1.1 -200 OK||",
            "HTTP/1.1 101 Switching Protocols|Upgrade: websocket||",
            "HTTP/1.1 100 Continue||",
            "HTTP/1.1 304 Not Modified||",
            "HTTP/9.9 200 OK||",
            "HTTP/1.1 200 OK" })
    void failsWithAnythingElseInTime(String answer) throws IOException {
        ProbeResult odd = ask(answer, Duration.ofMillis(500));
        assertThat(odd.passed()).as(odd.detail()).isFalse();
        assertThat(odd.detail()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({ "HTTP/1.1 100 Continue||", "HTTP/1.1 103 Early Hints||", "x", "|" })
    void isNotHeldUpByOneThatNeverComesToThePoint(String again) throws IOException {
        byte[] bytes = bytes(again).repeat(1_000).getBytes(ISO_8859_1);
        try (LoopbackServer server = new LoopbackServer("127.0.0.1", connection -> {
            while (true) {
                connection.getOutputStream().write(bytes);
            }
        })) {
            assertThat(ask(server, Duration.ofSeconds(1)).passed()).isFalse();
        }
    }

    @Test
    void saysInAFewWordsWhereALongRedirectLeads() throws IOException {
        ProbeResult result = ask("HTTP/1.1 302 Found|Location: http://host/?token=" + "x".repeat(5_000) + "||",
                Duration.ofSeconds(20));
        assertThat(result.passed()).isFalse();
        assertThat(result.detail()).startsWith("HTTP 302 to http://host/").hasSizeLessThan(300);
    }

    private ProbeResult ask(String answer, Duration timeout) throws IOException {
        try (LoopbackServer server = LoopbackServer.answering(bytes(answer))) {
            return ask(server, timeout);
        }
    }

    private ProbeResult ask(LoopbackServer server, Duration timeout) {
        return new HttpProbe(vertx, "http", "127.0.0.1", server.port(), "/", Map.of(), timeout).ask().toCompletableFuture()
                .orTimeout(30, SECONDS).join();
    }

    private static String bytes(String answer) {
        return answer.replace("|", "\r\n");
    }
}
