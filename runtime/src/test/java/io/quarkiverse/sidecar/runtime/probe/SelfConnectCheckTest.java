package io.quarkiverse.sidecar.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;

/** Runs the probes where it cannot but happen: in a network of their own whose only ephemeral port is the one they ask. */
@Timeout(60)
class SelfConnectCheckTest {

    private static final int PORT = 40_000;

    private static final List<String> OWN_NETWORK = List.of("unshare", "--map-root-user", "--net", "sh", "-c",
            "ip link set lo up && echo '%1$d %1$d' > /proc/sys/net/ipv4/ip_local_port_range && exec \"$@\"".formatted(PORT),
            "sh");

    @ParameterizedTest
    @ValueSource(strings = { "tcp", "http" })
    void isNoAnswer(String kind) throws IOException, InterruptedException {
        assumeTrue(run("true").equals("exit 0"), "this user may not make a network namespace");

        assertThat(run(ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
                getClass().getName(), kind).lines()).endsWith("false " + SelfConnectCheck.DETAIL, "exit 0");
    }

    @Test
    void leavesThePortFreeAfterAKnock() throws IOException, InterruptedException {
        assumeTrue(run("true").equals("exit 0"), "this user may not make a network namespace");

        assertThat(run(ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
                getClass().getName(), "knock").lines()).endsWith("false connection refused", "the port is free", "exit 0");
    }

    @ParameterizedTest
    @CsvSource({ "127.0.0.1, 40000, true", "127.0.0.1, 40001, false", "127.0.0.2, 40000, false" })
    void isAConnectionWithTwoEqualEnds(String host, int port, boolean itself) {
        assertThat(SelfConnectCheck.is(SocketAddress.inetSocketAddress(port, host),
                SocketAddress.inetSocketAddress(PORT, "127.0.0.1"))).isEqualTo(itself);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(Stream.concat(OWN_NETWORK.stream(), Stream.of(command)).toList())
                    .redirectErrorStream(true).start();
        } catch (IOException noSuchProgram) {
            return noSuchProgram.getMessage();
        }
        try {
            return new String(process.getInputStream().readAllBytes()) + "exit " + process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("knock")) {
            knock();
            return;
        }
        Vertx vertx = Vertx.vertx();
        Duration timeout = Duration.ofSeconds(10);
        Probe probe = arguments[0].equals("tcp") ? new TcpProbe(vertx, "127.0.0.1", PORT, timeout)
                : new HttpProbe(vertx, "http", "127.0.0.1", PORT, "/", Map.of(), timeout);
        ProbeResult result = probe.ask().toCompletableFuture().join();
        System.out.println(result.passed() + " " + result.detail());
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void knock() throws IOException {
        Probe knocking = ConnectFirstProbe.at("127.0.0.1", PORT, () -> CompletableFuture.completedFuture(ProbeResult.REFUSED));
        knocking.ask();
        ProbeResult result = knocking.ask().toCompletableFuture().join();
        System.out.println(result.passed() + " " + result.detail());
        try (ServerSocket sidecar = new ServerSocket()) {
            sidecar.setReuseAddress(false);
            sidecar.bind(new InetSocketAddress("127.0.0.1", PORT));
            System.out.println("the port is free");
        }
    }
}
