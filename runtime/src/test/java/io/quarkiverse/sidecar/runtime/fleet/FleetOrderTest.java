package io.quarkiverse.sidecar.runtime.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.SidecarFailedException;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.lifecycle.Backoff;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartBudget;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartPolicy;
import io.quarkiverse.sidecar.runtime.port.PortAssignments;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.process.StopSignal;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;
import io.quarkiverse.sidecar.runtime.supervisor.TestDeclarations;

/** Real sidecars that depend on others. They write what they do into files, and are told what to do by files. */
@Timeout(60)
class FleetOrderTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private static final StopPolicy PATIENT = new StopPolicy(StopSignal.TERM, Duration.ofHours(1));
    private static final String LIVES = "while :; do sleep 0.05; done";
    private static final String ENDS_WHEN_TOLD = "while [ ! -e go ]; do sleep 0.05; done";

    @TempDir
    Path directory;

    private final ScheduledExecutorService callbacks = Executors.newScheduledThreadPool(1);
    private Fleet fleet;
    private Duration shutdownTimeout = Duration.ofHours(1);
    private Duration readyTimeout = Duration.ofHours(2);
    private boolean awaited;
    private int attempts = 1;
    private OptionalLong retryAfter = OptionalLong.empty();

    /** A second shutdown does nothing. One that hangs would leave its processes to their own ends. */
    @AfterEach
    void endAll() throws Exception {
        try (var files = Files.list(directory)) {
            for (Path file : files.filter(it -> it.getFileName().toString().endsWith(".pid")).toList()) {
                for (String pid : Files.readAllLines(file)) {
                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        }
        shutDown();
        callbacks.shutdownNow();
    }

    @Test
    void launchesNothingBeforeItsDependencyIsThere() throws Exception {
        launch(job("migration", ENDS_WHEN_TOLD), sidecar("web", LIVES, "migration"));
        await().until(() -> state("migration") == SidecarState.STARTING);
        assertThat(state("web")).isEqualTo(SidecarState.PENDING);
        assertThat(status("web").pid()).isEmpty();
        assertThat(directory.resolve("web.pid")).doesNotExist();

        tell("go");
        await().until(() -> state("web") == SidecarState.READY);
        assertThat(state("migration")).isEqualTo(SidecarState.COMPLETED);
        assertThat(status("web").launch()).isEqualTo(1);
    }

    @Test
    void aStopIsAnsweredWhileItWaits() throws Exception {
        launch(job("migration", ENDS_WHEN_TOLD), sidecar("web", "[ -e go ] || touch early; " + LIVES, "migration"));
        await().until(() -> state("migration") == SidecarState.STARTING);

        assertThat(outcome(fleet.supervisor("web").stop()).state()).isEqualTo(SidecarState.STOPPED);
        assertThat(state("migration")).isEqualTo(SidecarState.STARTING);

        CompletableFuture<SidecarStatus> started = fleet.start("web");
        fleet.supervisor("web").stop();
        CompletableFuture<SidecarStatus> startedAgain = fleet.start("web");
        assertThat(started).failsWithin(Duration.ofSeconds(30));
        await().until(() -> state("web") == SidecarState.PENDING);

        tell("go");
        assertThat(outcome(startedAgain).state()).isEqualTo(SidecarState.READY);
        assertThat(linesOf("web.pid")).hasSize(1);
        assertThat(directory.resolve("early")).as("it still waited").doesNotExist();
    }

    @Test
    void aShutdownIsAnsweredWhileItWaits() throws Exception {
        launch(sidecar("web", LIVES, "migration"), sidecar("migration", "exec sleep 1000"));
        outcome(fleet.supervisor("migration").stop());
        await().until(() -> state("web") == SidecarState.PENDING);

        shutDown();

        assertThat(state("web")).isEqualTo(SidecarState.STOPPED);
        assertThat(directory.resolve("web.pid")).doesNotExist();
    }

    @Test
    void failsWithItsDependencyAndComesBackWithIt() throws Exception {
        launch(sidecar("web", LIVES, "cache"), sidecar("cache", LIVES, "db"),
                sidecarThatMayFail("db"));
        await().until(() -> state("web") == SidecarState.FAILED);
        assertThat(status("cache").failure().orElseThrow().reason()).isEqualTo(FailureReason.DEPENDENCY_FAILED);
        assertThat(status("cache").failure().orElseThrow().message()).contains("'db'", "RESTARTS_EXHAUSTED", "exit 4");
        assertThat(status("web").failure().orElseThrow().reason()).isEqualTo(FailureReason.DEPENDENCY_FAILED);
        assertThat(status("web").failure().orElseThrow().message()).contains("'cache'", "'db'", "exit 4");
        assertThat(status("web").launch()).as("there is no use in another try").isEqualTo(1);
        assertThat(directory.resolve("web.pid")).doesNotExist();

        tell("go");
        outcome(fleet.start("db"));
        await().until(() -> state("web") == SidecarState.READY);
        assertThat(state("cache")).isEqualTo(SidecarState.READY);
        assertThat(status("web").failure()).isEmpty();
    }

    @Test
    void comesBackWithADependencyThatIsTriedAgainByItself() throws Exception {
        retryAfter = OptionalLong.of(Duration.ofMillis(300).toNanos());
        SidecarDeclaration db = declaration("db", "[ -e go ] || exit 4; " + LIVES, Duration.ofSeconds(2), RestartPolicy.ALWAYS);
        SidecarDeclaration impatient = sidecar("impatient", LIVES, "db");
        retryAfter = OptionalLong.empty();
        launch(db, impatient, sidecar("web", LIVES, "db"));
        await().until(
                () -> state("web") == SidecarState.FAILED && status("db").launch() > 4 && status("impatient").launch() > 4);
        assertThat(status("web").launch()).isEqualTo(1);

        tell("go");
        await().until(() -> state("web") == SidecarState.READY && state("impatient") == SidecarState.READY);
        assertThat(linesOf("web.pid")).hasSize(1);
        assertThat(linesOf("impatient.pid")).hasSize(1);
    }

    /** Ready for a moment, and gone again: what waits for it is launched once, and is not dragged along. */
    @Test
    void aDependencyThatFlapsIsReadyForAMomentAndThatIsEnough() throws Exception {
        attempts = 1_000;
        launch(sidecar("web", "[ -e go ] || exit 4; " + LIVES, "db"), sidecar("db", "sleep 0.2; exit 3"));
        await().until(() -> status("db").launch() > 3 && status("web").launch() > 1);
        tell("go");
        await().until(() -> state("web") == SidecarState.READY);
        int seen = status("db").launch();
        await().until(() -> status("db").launch() > seen + 3);
        assertThat(state("web")).isEqualTo(SidecarState.READY);
        assertThat(linesOf("web.pid").stream().filter(pid -> TABLE.find(Long.parseLong(pid)).filter(it -> !it.zombie())
                .isPresent())).hasSize(1);
    }

    @Test
    void staysDownWhenItWasStoppedBeforeItsDependencyCameBack() throws Exception {
        launch(sidecar("web", LIVES, "db"), sidecar("shop", LIVES, "db"), sidecarThatMayFail("db"));
        await().until(() -> state("web") == SidecarState.FAILED && state("shop") == SidecarState.FAILED);
        outcome(fleet.supervisor("web").stop());

        tell("go");
        outcome(fleet.start("db"));
        await().until(() -> state("shop") == SidecarState.READY);
        assertThat(state("web")).isEqualTo(SidecarState.STOPPED);
        assertThat(status("web").launch()).isEqualTo(1);
    }

    @Test
    void startingItStartsWhatItDependsOn() throws Exception {
        launch(sidecar("web", LIVES, "cache"), sidecar("cache", LIVES, "db"), sidecar("db", LIVES));
        await().until(() -> state("web") == SidecarState.READY);
        for (String name : List.of("web", "cache", "db")) {
            assertThat(outcome(fleet.supervisor(name).stop()).state()).isEqualTo(SidecarState.STOPPED);
        }

        assertThat(outcome(fleet.start("web")).state()).isEqualTo(SidecarState.READY);
        assertThat(state("cache")).isEqualTo(SidecarState.READY);
        assertThat(state("db")).isEqualTo(SidecarState.READY);
    }

    @Test
    void anEndOfItsDependencyDoesNotTouchIt() throws Exception {
        launch(sidecar("web", LIVES, "db"), sidecar("db", LIVES));
        await().until(() -> state("web") == SidecarState.READY);
        SidecarStatus before = status("web");
        ProcessHandle.of(status("db").pid().getAsLong()).orElseThrow().destroyForcibly();
        await().until(() -> status("db").launch() == 2 && state("db") == SidecarState.READY);
        outcome(fleet.supervisor("db").stop());
        assertThat(status("web").pid()).isEqualTo(before.pid());
        assertThat(state("web")).isEqualTo(SidecarState.READY);
    }

    @Test
    void endsThoseThatDependOnOthersFirst() throws Exception {
        String mourns = "trap 'echo NAME >> ends; exit 0' TERM; ";
        // Each waits for the other's beginning to end: one after the other they never would.
        String ends = "trap 'touch NAME.ends; while [ ! -e OTHER.ends ]; do sleep 0.05; done; echo NAME >> ends; exit 0' TERM; ";
        launch(sidecar("web", ends.replace("NAME", "web").replace("OTHER", "shop") + LIVES, "db"),
                sidecar("shop", ends.replace("NAME", "shop").replace("OTHER", "web") + LIVES, "db"),
                sidecar("db", mourns.replace("NAME", "db") + LIVES, "disk"),
                sidecar("disk", mourns.replace("NAME", "disk") + LIVES));
        await().until(() -> state("web") == SidecarState.READY && state("shop") == SidecarState.READY);

        shutDown();

        assertThat(linesOf("ends")).hasSize(4).endsWith("db", "disk");
    }

    @Test
    void launchesNothingAgainThatEndsWhileOthersAreBeingEnded() throws Exception {
        launch(sidecar("web", "trap 'kill -9 $(cat db.pid); while [ ! -e go ]; do sleep 0.05; done; exit 0' TERM; " + LIVES,
                "db"), sidecar("db", LIVES));
        await().until(() -> state("web") == SidecarState.READY);
        CompletableFuture<Void> shutDown = CompletableFuture.runAsync(fleet::shutDown);
        await().until(() -> state("db") == SidecarState.STOPPED);
        assertThat(state("web")).isEqualTo(SidecarState.STOPPING);
        tell("go");
        outcome(shutDown);
        assertThat(linesOf("db.pid")).hasSize(1);
    }

    @Test
    void killsTheWholeChainWhenTheShutdownTimeoutComes() throws Exception {
        shutdownTimeout = Duration.ofSeconds(1);
        launch(sidecar("web", "trap '' TERM; " + LIVES, "db"), sidecar("db", "trap '' TERM; " + LIVES));
        await().until(() -> state("web") == SidecarState.READY);

        shutDown();

        List<String> pids = List.of(linesOf("web.pid").get(0), linesOf("db.pid").get(0));
        await().untilAsserted(() -> assertThat(pids)
                .allMatch(pid -> TABLE.find(Long.parseLong(pid)).filter(entry -> !entry.zombie()).isEmpty()));
        await().until(() -> state("web") == SidecarState.STOPPED && state("db") == SidecarState.STOPPED);
    }

    @Test
    void theStartOfTheApplicationCanWait() throws Exception {
        awaited = true;
        launch(job("migration", ENDS_WHEN_TOLD), sidecar("web", LIVES, "migration"));
        CompletableFuture<Void> started = CompletableFuture.runAsync(fleet::awaitReady);
        await().until(() -> state("migration") == SidecarState.STARTING);
        assertThat(started).isNotDone();

        tell("go");
        outcome(started);
        assertThat(state("web")).isEqualTo(SidecarState.READY);
    }

    @Test
    void theStartFailsWithTheFirstThatFails() throws Exception {
        awaited = true;
        launch(job("migration", ENDS_WHEN_TOLD), sidecarThatMayFail("web"));
        assertThatThrownBy(fleet::awaitReady).isInstanceOf(SidecarFailedException.class).hasNoCause()
                .hasMessage("Sidecar 'web' has failed (RESTARTS_EXHAUSTED): It ended with exit 4. It wrote nothing."
                        + " Given up after 1 restart.");
    }

    @Test
    void theStartWaitsNoLongerThanItsReadyTimeout() throws Exception {
        awaited = true;
        readyTimeout = Duration.ofMillis(300);
        launch(job("migration", ENDS_WHEN_TOLD));
        assertThatThrownBy(fleet::awaitReady).isInstanceOf(SidecarFailedException.class)
                .hasMessageStartingWith("Sidecar 'migration' was not ready within PT0.3S, and with startup=await-ready");
    }

    @Test
    void whatItDependsOnHasItsOwnTime() throws Exception {
        SidecarDeclaration migration = job("migration", ENDS_WHEN_TOLD);
        awaited = true;
        readyTimeout = Duration.ofMillis(300);
        SidecarDeclaration web = sidecar("web", LIVES, "migration");
        readyTimeout = Duration.ofMillis(600);
        launch(migration, web, job("report", ENDS_WHEN_TOLD));
        assertThatThrownBy(fleet::awaitReady).as("web may still wait for the migration").hasMessageContaining("'report'");
        assertThat(state("web")).isEqualTo(SidecarState.PENDING);
    }

    private void launch(SidecarDeclaration... declarations) throws IOException {
        Path state = Files.createDirectories(directory.resolve("state"));
        fleet = new Fleet(List.of(declarations), new Fleet.Surroundings(new Reclaimer(TABLE, Optional.of(state)), event -> {
        }, UnaryOperator.identity(), new PortAssignments(), callbacks, null, shutdownTimeout));
        fleet.launch();
    }

    /** It is ready soon after its launch. */
    private SidecarDeclaration sidecar(String name, String script, String... dependsOn) {
        return declaration(name, script, Duration.ofMillis(100), RestartPolicy.ALWAYS, dependsOn);
    }

    /** Not ready before it has had the time to fail, also on a busy machine. */
    private SidecarDeclaration sidecarThatMayFail(String name) {
        return declaration(name, "[ -e go ] || exit 4; " + LIVES, Duration.ofSeconds(2), RestartPolicy.ALWAYS);
    }

    /** It is never ready; it ends. */
    private SidecarDeclaration job(String name, String script) {
        return declaration(name, script, Duration.ofHours(1), RestartPolicy.ON_FAILURE);
    }

    private SidecarDeclaration declaration(String name, String script, Duration readyAfter, RestartPolicy policy,
            String... dependsOn) {
        SidecarDeclaration plain = TestDeclarations.with(
                List.of("sh", "-c", "echo $$ >> " + name + ".pid; " + script), Map.of(), true);
        LifecycleRules rules = new LifecycleRules(false, true, readyTimeout.toNanos(), 3, readyAfter.toNanos(), policy,
                new Backoff(Duration.ofMillis(10).toNanos(), Duration.ofMillis(10).toNanos(), 0),
                new RestartBudget.Limits(attempts, OptionalInt.empty(), 0), Set.of(), retryAfter);
        return new SidecarDeclaration(name, true, false, true, plain.command(), Map.of(), true, directory, plain.host(),
                plain.port(),
                plain.health(), rules, PATIENT, plain.output(), 10, awaited, Set.of(dependsOn));
    }

    private void shutDown() throws Exception {
        outcome(CompletableFuture.runAsync(fleet::shutDown));
    }

    /** Not for ever, as {@code join} would wait. */
    private static <T> T outcome(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private SidecarStatus status(String name) {
        return fleet.supervisor(name).status();
    }

    private SidecarState state(String name) {
        return status(name).state();
    }

    private void tell(String file) throws IOException {
        Files.createFile(directory.resolve(file));
    }

    private List<String> linesOf(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file));
    }
}
