package io.quarkiverse.sidecar.runtime.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.runtime.port.PortAssignments;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.process.StopSignal;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;
import io.quarkiverse.sidecar.runtime.reclaim.SlotLease;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;
import io.quarkiverse.sidecar.runtime.supervisor.TestDeclarations;

/** Real sidecars that do not want to end. Each writes its pid into the file {@code pids}, a word a process. */
@Timeout(60)
class FleetTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private static final StopPolicy PATIENT = new StopPolicy(StopSignal.TERM, Duration.ofHours(1));
    private static final String OBSTINATE = "trap '' TERM; echo $$ >> pids; while :; do sleep 0.1; done";

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    private final ScheduledExecutorService callbacks = Executors.newScheduledThreadPool(1);

    @AfterEach
    void close() {
        callbacks.shutdownNow();
    }

    @Test
    void killsWhatHasNotEndedWhenTheShutdownTimeoutComes() throws Exception {
        Fleet fleet = fleet("(" + OBSTINATE.replace("$$", "$(sh -c 'echo $PPID')") + ") & " + OBSTINATE);
        fleet.launch();
        List<Long> pids = pids(2);

        fleet.shutDown();

        assertThat(pids).allMatch(FleetTest::gone);
        assertThat(fleet.supervisor("web").status().state()).isEqualTo(SidecarState.STOPPED);
    }

    @Test
    void hasNothingToEndBeforeItsLaunch() throws Exception {
        assertThat(fleet("exit 1").shutDown()).isTrue();
    }

    @Test
    void oneThatIgnoresTermCostsNobodyElse() throws Exception {
        String asked = "trap 'echo asked > asked' TERM; echo $$ >> pids; while :; do sleep 0.01; done";
        String obedient = "sleep 1000 & echo $$ $! >> pids; wait";
        Fleet fleet = fleet(Duration.ofHours(1), declaration("obstinate", asked), declaration("a", obedient),
                declaration("b", obedient), declaration("z", obedient));
        fleet.launch();
        List<Long> pids = pids(7);
        long obstinate = fleet.supervisor("obstinate").status().pid().orElseThrow();

        CompletableFuture<Void> shutDown = CompletableFuture.runAsync(fleet::shutDown);
        await().until(() -> pids.stream().filter(pid -> pid != obstinate).allMatch(FleetTest::gone));
        await().until(() -> Files.exists(directory.resolve("asked")));

        assertThat(gone(obstinate)).isFalse();
        assertThat(shutDown).isNotDone();
        assertThat(List.of("a", "b", "z")).allSatisfy(name -> await()
                .until(() -> fleet.supervisor(name).status().state() == SidecarState.STOPPED));
        ProcessHandle.of(obstinate).orElseThrow().destroyForcibly();
        shutDown.get();
    }

    @Test
    void killsTheOrphansThatAreBeingReclaimedWhenTheShutdownTimeoutComes() throws Exception {
        crash(OBSTINATE);
        List<Long> pids = pids(1);
        Fleet fleet = fleet("exit 1");
        fleet.launch();
        assertThat(pids).noneMatch(FleetTest::gone);

        fleet.shutDown();

        assertThat(pids).allMatch(FleetTest::gone);
        assertThat(fleet.supervisor("web").status().state()).isEqualTo(SidecarState.STOPPED);
        try (SlotLease next = new Reclaimer(TABLE, Optional.of(state())).occupy(name -> StopPolicy.AT_ONCE)) {
            assertThat(next.reclaimed()).isEmpty();
            assertThat(slots()).as("the slot was released, and is used again").hasSize(1);
        }
    }

    @Test
    void supervisesAlsoWhileTheLogIsBlocked() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Handler blocked = new BlockedHandler(end);
        Logger log = Logger.getLogger("io.quarkiverse.sidecar");
        log.addHandler(blocked);
        Fleet fleet = fleet("exit 3");
        try {
            fleet.launch();
            await().until(() -> fleet.supervisor("web").status().launch() >= 2);
            assertThat(end.getCount()).isEqualTo(1);
        } finally {
            end.countDown();
            log.removeHandler(blocked);
            fleet.shutDown();
        }
    }

    /** Takes a line, and does not come back. */
    private static final class BlockedHandler extends Handler {

        private final CountDownLatch end;

        BlockedHandler(CountDownLatch end) {
            this.end = end;
        }

        @Override
        public void publish(LogRecord line) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    }

    private Fleet fleet(String script) throws IOException {
        return fleet(Duration.ofSeconds(1), declaration("web", script));
    }

    private Fleet fleet(Duration shutdownTimeout, SidecarDeclaration... declarations) throws IOException {
        return new Fleet(List.of(declarations), new Fleet.Surroundings(new Reclaimer(TABLE, Optional.of(state())), event -> {
        }, UnaryOperator.identity(), new PortAssignments(), callbacks, null, shutdownTimeout));
    }

    private SidecarDeclaration declaration(String name, String script) {
        SidecarDeclaration plain = TestDeclarations.with(List.of("sh", "-c", script), Map.of(), true);
        return new SidecarDeclaration(name, true, false, true, plain.command(), Map.of(), true, directory, plain.host(),
                plain.port(),
                plain.health(), TestDeclarations.unprobed(), PATIENT, plain.output(), 10, false, Set.of());
    }

    /** An application without any tool to protect it launches the script as its sidecar "helper", and is killed. */
    private void crash(String script) throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("sleep"), tool("sleep"));
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "-Dio.quarkiverse.sidecar.control-groups=false",
                "io.quarkiverse.sidecar.runtime.reclaim.CrashingApp",
                state().toString(), "cd '" + directory + "'; " + script);
        builder.environment().put("PATH", bin.toString());
        Process app = processes.start(builder);
        pids(1);
        app.toHandle().destroyForcibly();
        app.waitFor();
    }

    private List<Long> pids(int count) throws IOException {
        Path file = directory.resolve("pids");
        await().until(() -> Files.exists(file) && Files.readString(file).split("\\s+").length >= count
                && Files.readString(file).endsWith("\n"));
        List<Long> pids = new ArrayList<>();
        for (String pid : Files.readString(file).split("\\s+")) {
            pids.add(processes.own(Long.parseLong(pid)).pid());
        }
        return pids;
    }

    private Path state() throws IOException {
        return Files.createDirectories(directory.resolve("state"));
    }

    private List<Path> slots() throws IOException {
        try (var machines = Files.list(state()); var slots = Files.list(machines.findFirst().orElseThrow())) {
            return slots.toList();
        }
    }

    private static boolean gone(long pid) {
        return TABLE.find(pid).filter(entry -> !entry.zombie()).isEmpty();
    }

    private static Path tool(String name) {
        for (String path : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(path, name))) {
                return Path.of(path, name);
            }
        }
        throw new AssertionError("no " + name + " on the PATH");
    }
}
