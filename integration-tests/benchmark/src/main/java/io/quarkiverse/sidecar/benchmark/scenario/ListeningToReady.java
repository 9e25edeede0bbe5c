package io.quarkiverse.sidecar.benchmark.scenario;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.benchmark.process.BareProcesses;
import io.quarkiverse.sidecar.benchmark.process.Pause;
import io.quarkiverse.sidecar.benchmark.process.Place;
import io.quarkiverse.sidecar.benchmark.process.RunningFleet;
import io.quarkiverse.sidecar.benchmark.process.Sidecars;
import io.quarkiverse.sidecar.benchmark.report.Measurement;

/** From the moment at which a server listens, as it says itself, until that is known: against a connect every 5 ms. */
public final class ListeningToReady implements Scenario {

    public static final String PART = "ready";

    private static final Duration LATE = Duration.ofMillis(400);
    private static final Duration BETWEEN_CONNECTS = Duration.ofMillis(5);
    private static final Duration STABLE = Duration.ofMillis(60);

    @Override
    public List<Measurement> measure(Place place) throws Exception {
        return List.of(measure(place, "listening to ready, TCP probe", "tcp", Optional.empty()),
                measure(place, "listening to ready, HTTP probe", "http", Optional.of("/")));
    }

    private Measurement measure(Place place, String what, String key, Optional<String> path) throws Exception {
        List<String> command = place.programs().lateServer(key, LATE);
        List<String> bare = place.programs().lateServer("bare", LATE);
        try (RunningFleet fleet = place.fleet(List.of(Sidecars.PLAIN.listening(path).declare("web", command)))) {
            fleet.fleet().launch();
            place.words().next(key + "-listening");
            fleet.next(SidecarReady.class);
            return InTurns.take(5, 31, () -> sidecar(place, fleet, key), () -> bare(place, bare))
                    .as(PART, what, "ms");
        }
    }

    private static double sidecar(Place place, RunningFleet fleet, String key) throws Exception {
        Pause.of(STABLE);
        ProcessHandle.of(fleet.fleet().supervisor("web").status().pid().orElseThrow()).orElseThrow().destroyForcibly();
        return millis(place, key, fleet.next(SidecarReady.class).at());
    }

    private static double bare(Place place, List<String> command) throws Exception {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PORT", Integer.toString(port));
        try (BareProcesses processes = new BareProcesses()) {
            processes.start(builder);
            while (!connects(port)) {
                Pause.of(BETWEEN_CONNECTS);
            }
            Instant connected = Instant.now();
            return millis(place, "bare", connected);
        }
    }

    private static boolean connects(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getLocalPort() != port;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static double millis(Place place, String key, Instant known) throws InterruptedException {
        long listening = Long.parseLong(place.words().next(key + "-listening").rest());
        return (known.getEpochSecond() * 1e9 + known.getNano() - listening) / 1e6;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
