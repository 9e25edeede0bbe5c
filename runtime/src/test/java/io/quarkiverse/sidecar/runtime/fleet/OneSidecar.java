package io.quarkiverse.sidecar.runtime.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.lifecycle.Backoff;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartBudget;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartPolicy;
import io.quarkiverse.sidecar.runtime.output.OutputLevel;
import io.quarkiverse.sidecar.runtime.output.OutputLevels;
import io.quarkiverse.sidecar.runtime.port.PortAssignments;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.process.StopSignal;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;
import io.quarkiverse.sidecar.runtime.supervisor.FaultInjection;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;
import io.quarkiverse.sidecar.runtime.supervisor.Supervisor;
import io.vertx.core.Vertx;

/** One real sidecar, named {@code web}, with short times, on a port of its own. Set what differs, then launch. */
final class OneSidecar implements AutoCloseable {

    final int port = freePort();
    final Path directory;
    OptionalInt declaredPort = OptionalInt.of(port);
    Optional<String> path = Optional.empty();
    List<String> healthCommand = List.of();
    Duration healthTimeout = Duration.ofMillis(500);
    Optional<String> logPattern = Optional.empty();
    Duration readyTimeout = Duration.ofSeconds(30);
    Duration stableAfter = Duration.ofSeconds(1);
    Duration restartDelay = Duration.ofMillis(10);
    int maxAttempts = 1;
    boolean proofWanted = true;
    boolean probed = true;
    OptionalLong retryAfter = OptionalLong.empty();

    private final Vertx vertx = Vertx.vertx();
    private final ScheduledExecutorService callbacks = Executors.newScheduledThreadPool(1);
    private Fleet fleet;

    OneSidecar(Path directory) {
        this.directory = directory;
    }

    void launch(String... command) throws IOException {
        fleet = new Fleet(List.of(declaration(List.of(command))), new Fleet.Surroundings(
                new Reclaimer(ProcessTable.ofThisMachine(), Optional.of(Files.createDirectories(directory.resolve("state")))),
                event -> {
                }, UnaryOperator.identity(), new PortAssignments(), callbacks, vertx, Duration.ofSeconds(10)));
        fleet.launch();
    }

    Supervisor supervisor() {
        return fleet.supervisor("web");
    }

    SidecarStatus status() {
        return supervisor().status();
    }

    FaultInjection faults() {
        return fleet.faults("web");
    }

    @Override
    public void close() {
        if (fleet != null) {
            fleet.shutDown();
        }
        callbacks.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private SidecarDeclaration declaration(List<String> command) {
        LifecycleRules rules = new LifecycleRules(probed, proofWanted && declaredPort.isPresent(), readyTimeout.toNanos(), 2,
                stableAfter.toNanos(), RestartPolicy.ALWAYS,
                new Backoff(restartDelay.toNanos(), restartDelay.toNanos(), 0),
                new RestartBudget.Limits(maxAttempts, OptionalInt.empty(), 0), Set.of(), retryAfter);
        return new SidecarDeclaration("web", true, false, true, command, Map.of(), true, Set.of(), directory, "127.0.0.1",
                declaredPort,
                new SidecarDeclaration.Health(path, healthCommand, OptionalInt.empty(), "http", Map.of(),
                        Duration.ofMillis(200), healthTimeout, logPattern),
                rules, new StopPolicy(StopSignal.TERM, Duration.ofMillis(500)),
                new OutputLevels(OutputLevel.OFF, OutputLevel.OFF),
                10, false, Set.of(), true);
    }

    /** Outside the range from which connections take theirs. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                // another one
            }
        }
    }
}
