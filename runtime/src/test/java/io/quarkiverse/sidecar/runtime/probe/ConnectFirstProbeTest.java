package io.quarkiverse.sidecar.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectFirstProbeTest {

    private static final ProbeResult BUSY = ProbeResult.failed("HTTP 503");

    private ProbeResult result = ProbeResult.REFUSED;
    private int asked;

    private final Probe client = new Probe() {
        @Override
        public CompletionStage<ProbeResult> ask() {
            asked++;
            return CompletableFuture.completedFuture(result);
        }

        @Override
        public Duration pause() {
            return Duration.ofSeconds(1);
        }
    };

    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.1", "127.0.0.2", "::1" })
    void asksOnlyOnceBeforeSomebodyListens(String host) throws IOException {
        int port;
        Probe probe;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            port = free.getLocalPort();
            probe = ConnectFirstProbe.at(host, port, client);
        }
        assertAnswers(probe, ProbeResult.REFUSED, 1);
        assertThat(probe.pause()).isEqualTo(Duration.ZERO);
        assertAnswers(probe, ProbeResult.REFUSED, 1);

        result = BUSY;
        try (ServerSocket listening = new ServerSocket(port, 5, InetAddress.getByName(host))) {
            assertAnswers(probe, BUSY, 2);
            assertThat(probe.pause()).isEqualTo(Duration.ofSeconds(1));
            assertThat(listening.accept().getInputStream().read()).as("the knock says nothing").isEqualTo(-1);
        }
    }

    @Test
    void doesNotKnockWhereItWasHeard() throws IOException {
        result = BUSY;
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            listening.setSoTimeout(1);
            Probe probe = ConnectFirstProbe.at("127.0.0.1", listening.getLocalPort(), client);
            assertAnswers(probe, BUSY, 1);
            assertAnswers(probe, BUSY, 2);
            assertThat(listening).satisfies(server -> assertThat(catchAccept(server)).isInstanceOf(IOException.class));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "localhost", "192.0.2.1", "0.0.0.0" })
    void leavesWhatIsNotALoopbackAddressAlone(String host) {
        assertThat(ConnectFirstProbe.at(host, 1, client)).isSameAs(client);
    }

    private void assertAnswers(Probe probe, ProbeResult expected, int timesAsked) {
        assertThat(probe.ask().toCompletableFuture()).isCompletedWithValue(expected);
        assertThat(asked).isEqualTo(timesAsked);
    }

    private static Throwable catchAccept(ServerSocket server) {
        try {
            server.accept().close();
            return null;
        } catch (IOException nobodyCame) {
            return nobodyCame;
        }
    }
}
