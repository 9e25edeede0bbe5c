package io.quarkiverse.sidecar.runtime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.runtime.fleet.Fleet;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules;
import io.quarkiverse.sidecar.runtime.port.PortAssignments;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;
import io.vertx.core.Vertx;

/** A port of this very JVM as the sidecar: a stranger's, were it not that somebody else runs it by design. */
@Timeout(60)
class ExternalProcessTest {

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final ScheduledExecutorService callbacks = Executors.newScheduledThreadPool(1);

    @AfterEach
    void close() {
        callbacks.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void isNeitherRecordedNorSignalledNorTakenForAConflict() throws IOException {
        try (ServerSocket somebodyElse = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            Fleet fleet = fleet(somebodyElse.getLocalPort());
            try {
                fleet.launch();
                await().until(() -> fleet.supervisor("web").status().state() == SidecarState.READY);
                assertThat(fleet.supervisor("web").status().pid()).isEmpty();
                assertThat(fleet.supervisor("web").status().protections()).isEmpty();
                assertThat(fleet.supervisor("web").status().launch()).isEqualTo(1);
            } finally {
                fleet.shutDown();
            }
            assertThat(fleet.supervisor("web").status().state()).isEqualTo(SidecarState.STOPPED);
            assertThat(directory).as("no slot, no record").isEmptyDirectory();
            try (Socket client = new Socket(somebodyElse.getInetAddress(), somebodyElse.getLocalPort())) {
                assertThat(client.isConnected()).isTrue();
            }
        }
    }

    private Fleet fleet(int port) {
        SidecarDeclaration plain = TestDeclarations.with(List.of(), Map.of(), true);
        LifecycleRules rules = plain.rules();
        LifecycleRules external = new LifecycleRules(true, false, rules.readyTimeout(), rules.failureThreshold(),
                rules.stableAfter(), rules.policy(), rules.backoff(), rules.limits(), Set.of(), OptionalLong.empty(), true);
        SidecarDeclaration declaration = new SidecarDeclaration("web", true, true, true, List.of(), Map.of(), true, directory,
                plain.host(), OptionalInt.of(port), plain.health(), external, plain.stop(), plain.output(), 10, false,
                Set.of());
        return new Fleet(List.of(declaration), new Fleet.Surroundings(new Reclaimer(ProcessTable.ofThisMachine(),
                Optional.of(directory)), event -> {
                }, UnaryOperator.identity(), new PortAssignments(), callbacks, vertx, Duration.ofSeconds(10)));
    }
}
