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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.concurrent.Timer;
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
import io.quarkiverse.sidecar.runtime.supervisor.Waiters;

/** One application follows the other, and its sidecars stay: real ones, which write down their lives. */
@Timeout(60)
class FleetSuccessionTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private static final StopPolicy PATIENT = new StopPolicy(StopSignal.TERM, Duration.ofHours(1));
    private static final String LIVES = "while :; do sleep 0.05; done";
    private static final String SAYS_WHEN_IT_ENDS = "trap 'sleep 0.3; echo end >> life; exit 0' TERM; echo begin >> life; "
            + LIVES;
    private static final Duration READY_SOON = Duration.ofMillis(100);
    private static final Duration READY_TIMEOUT = Duration.ofHours(1);

    @TempDir
    Path directory;

    private final ExecutorService callbacks = Executors.newSingleThreadExecutor();
    private Fleet fleet;
    private Application application = new Application();
    private Duration delay = Duration.ofMillis(10);
    private Duration shutdownTimeout = Duration.ofSeconds(20);

    /** What the sidecars have of an application. */
    private static final class Application implements Timer {

        private final List<SidecarEvent> events = new CopyOnWriteArrayList<>();
        private final Set<String> jobs = ConcurrentHashMap.newKeySet();
        private volatile Timer exact;

        @Override
        public Job after(String name, Duration delay, Runnable task) {
            jobs.add(name);
            Job job = exact.after(name, delay, task);
            return () -> {
                jobs.remove(name);
                job.cancel();
            };
        }

        @Override
        public Job every(String name, Duration interval, Runnable task) {
            throw new AssertionError("nothing is probed here");
        }
    }

    /** A second shutdown does nothing. */
    @AfterEach
    void endAll() throws Exception {
        try (var files = Files.list(directory)) {
            for (Path file : files.filter(it -> it.getFileName().toString().endsWith(".pid")).toList()) {
                for (String pid : Files.readAllLines(file)) {
                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        }
        CompletableFuture.runAsync(fleet::shutDown).get(20, TimeUnit.SECONDS);
        callbacks.shutdownNow();
    }

    @Test
    void keepsWhatIsDeclaredTheSame() throws Exception {
        launch(sidecar("web", LIVES));
        SidecarStatus before = awaitState("web", SidecarState.READY);
        reload(sidecar("web", LIVES));
        assertThat(status("web")).isEqualTo(before);
        await().until(() -> application.events.size() == 1);
        assertThat(application.events.get(0)).isInstanceOfSatisfying(SidecarReady.class,
                ready -> assertThat(ready.at()).isEqualTo(before.readySince().orElseThrow()));
    }

    @Test
    void launchesNothingBesideWhatItFollows() throws Exception {
        launch(sidecar("web", SAYS_WHEN_IT_ENDS));
        long before = awaitState("web", SidecarState.READY).pid().orElseThrow();
        reload(sidecar("web", "echo again >> life; " + LIVES));
        awaitState("web", SidecarState.READY);
        assertThat(Files.readAllLines(directory.resolve("life"))).containsExactly("begin", "end", "again");
        assertThat(alive(before)).isFalse();
    }

    @Test
    void whatEndsHasTheTimeThatWasDeclaredForIt() throws Exception {
        launch(sidecar("web", SAYS_WHEN_IT_ENDS));
        awaitState("web", SidecarState.READY);
        shutdownTimeout = Duration.ofMillis(20);
        reload();
        assertThat(Files.readAllLines(directory.resolve("life"))).containsExactly("begin", "end");
    }

    @Test
    void endsWhatIsDeclaredNoLonger() throws Exception {
        launch(sidecar("web", LIVES), sidecar("other", LIVES));
        long before = awaitState("web", SidecarState.READY).pid().orElseThrow();
        reload(sidecar("other", LIVES));
        assertThat(alive(before)).isFalse();
        assertThat(fleet.supervisor("web")).isNull();
    }

    @Test
    void endsWithTheApplicationWhatIsDeclaredSo() throws Exception {
        launch(notKept(sidecar("web", LIVES)), sidecar("other", LIVES));
        long before = awaitState("web", SidecarState.READY).pid().orElseThrow();
        long other = awaitState("other", SidecarState.READY).pid().orElseThrow();
        fleet.detachFromApplication();
        assertThat(alive(before)).isFalse();
        assertThat(alive(other)).isTrue();
        follow(notKept(sidecar("web", LIVES)), sidecar("other", LIVES));
        awaitState("web", SidecarState.READY);
        assertThat(status("other").pid()).hasValue(other);
    }

    @Test
    void goesOnWhileThereIsNoApplication() throws Exception {
        launch(restartedSoon(sidecar("web", LIVES)));
        long before = awaitState("web", SidecarState.READY).pid().orElseThrow();
        fleet.detachFromApplication();
        Application gone = application;
        int heard = gone.events.size();
        ProcessHandle.of(before).orElseThrow().destroyForcibly();
        await().until(() -> status("web").launch() == 2 && status("web").state() == SidecarState.READY);
        assertThat(gone.events).hasSize(heard);

        long again = status("web").pid().orElseThrow();
        follow(restartedSoon(sidecar("web", LIVES)));
        assertThat(status("web").pid()).hasValue(again);
        assertThat(status("web").restarts()).isEqualTo(1);
    }

    @Test
    void endsAlsoWhileThereIsNoApplication() throws Exception {
        launch(sidecar("web", LIVES));
        long before = awaitState("web", SidecarState.READY).pid().orElseThrow();
        fleet.detachFromApplication();
        fleet.shutDown();
        assertThat(alive(before)).isFalse();
    }

    @Test
    void leavesNothingToAnApplicationThatIsGone() throws Exception {
        delay = Duration.ofHours(1);
        SidecarDeclaration flaky = sidecar("flaky", "exit 1", READY_TIMEOUT);
        launch(flaky, sidecar("slow", LIVES, READY_TIMEOUT));
        awaitState("flaky", SidecarState.BACKING_OFF);
        CompletableFuture<SidecarStatus> waits = fleet.supervisor("slow").whenReady();
        Application gone = application;
        await().until(() -> gone.jobs.size() == 1);

        fleet.detachFromApplication();
        assertThatThrownBy(() -> waits.get(20, TimeUnit.SECONDS)).hasMessageContaining("the application has ended");
        await().until(gone.jobs::isEmpty);
        assertThat(status("flaky").state()).isEqualTo(SidecarState.BACKING_OFF);
        int attempts = status("flaky").launch();

        follow(flaky, sidecar("slow", LIVES, READY_TIMEOUT));
        await().until(() -> status("flaky").launch() > attempts);
        await().until(() -> application.jobs.size() == 1);
        assertThat(gone.jobs).isEmpty();
    }

    @Test
    void whoeverWaitsTurnsToTheNewDependency() throws Exception {
        launch(sidecar("database", LIVES, READY_TIMEOUT), sidecar("web", LIVES, READY_SOON, "database"));
        awaitState("database", SidecarState.STARTING);
        assertThat(status("web").state()).isEqualTo(SidecarState.PENDING);
        reload(sidecar("database", LIVES), sidecar("web", LIVES, READY_SOON, "database"));
        assertThat(awaitState("web", SidecarState.READY).launch()).isEqualTo(1);
    }

    @Test
    void aDependencyCanBeDeclaredLater() throws Exception {
        launch(sidecar("database", LIVES), sidecar("web", LIVES));
        long before = awaitState("web", SidecarState.READY).pid().orElseThrow();
        awaitState("database", SidecarState.READY);
        reload(sidecar("database", LIVES), sidecar("web", LIVES, READY_SOON, "database"));
        assertThat(status("web").pid()).hasValue(before);

        fleet.supervisor("database").stop().get(20, TimeUnit.SECONDS);
        fleet.supervisor("web").restart();
        await().until(() -> status("web").launch() == 2 && status("web").state() == SidecarState.PENDING);
    }

    @Test
    void whatHasCompletedIsNotDoneAgain() throws Exception {
        launch(sidecar("migration", "exit 0", READY_TIMEOUT, RestartPolicy.ON_FAILURE));
        awaitState("migration", SidecarState.COMPLETED);
        reload(sidecar("migration", "exit 0", READY_TIMEOUT, RestartPolicy.ON_FAILURE));
        fleet.supervisor("migration").when(Waiters.Goal.READY).get(20, TimeUnit.SECONDS);
        assertThat(status("migration").launch()).isEqualTo(1);
        assertThat(Files.readAllLines(directory.resolve("migration.pid"))).hasSize(1);
    }

    @Test
    void whatIsAboutToCompleteIsNotDoneAgain() throws Exception {
        SidecarDeclaration migration = sidecar("migration",
                "(trap '' TERM; : > deaf; while [ ! -e go ]; do sleep 0.05; done) &"
                        + " while [ ! -e deaf ]; do sleep 0.01; done; exit 0",
                READY_TIMEOUT, RestartPolicy.ON_FAILURE);
        launch(migration);
        awaitState("migration", SidecarState.STOPPING);
        reload(migration);
        Files.createFile(directory.resolve("go"));
        await().until(() -> status("migration").lastExit().isPresent()
                && status("migration").state() != SidecarState.STOPPING);
        assertThat(status("migration").state()).isEqualTo(SidecarState.COMPLETED);
        assertThat(Files.readAllLines(directory.resolve("migration.pid"))).hasSize(1);
    }

    @Test
    void whatWasStoppedOrHasFailedIsStartedWithTheNextApplication() throws Exception {
        SidecarDeclaration failing = sidecar("failing", "[ -e go ] || exit 4; " + LIVES, Duration.ofSeconds(1),
                RestartPolicy.NEVER);
        launch(sidecar("web", LIVES), failing);
        awaitState("web", SidecarState.READY);
        fleet.supervisor("web").stop().get(20, TimeUnit.SECONDS);
        awaitState("failing", SidecarState.FAILED);
        Files.createFile(directory.resolve("go"));
        reload(sidecar("web", LIVES), failing);
        awaitState("web", SidecarState.READY);
        assertThat(awaitState("failing", SidecarState.READY).launch()).isEqualTo(2);
    }

    @Test
    void anApplicationElsewhereIsAnotherOne() throws Exception {
        launch(sidecar("web", LIVES));
        Fleet elsewhere = fleet.nextGeneration(List.of(sidecar("web", LIVES)), surroundings("elsewhere"));
        assertThat(elsewhere.succeeds(fleet)).isFalse();
    }

    @Test
    void aSuccessorThatIsNeverLaunchedChangesNothing() throws Exception {
        launch(sidecar("web", LIVES));
        SidecarStatus before = awaitState("web", SidecarState.READY);
        fleet.detachFromApplication();
        fleet.nextGeneration(List.of(sidecar("web", "exit 1")), surroundings("state"));
        fleet.nextGeneration(List.of(), surroundings("state"));
        follow(sidecar("web", LIVES));
        assertThat(status("web")).isEqualTo(before);
    }

    @Test
    void endsInTheOrderThatIsDeclaredNow() throws Exception {
        SidecarDeclaration web = sidecar("web", SAYS_WHEN_IT_ENDS);
        launch(sidecar("web", SAYS_WHEN_IT_ENDS, READY_SOON, "database"), sidecar("database", LIVES));
        long before = awaitState("web", SidecarState.READY).pid().orElseThrow();
        reload(web, sidecar("database", "echo up >> life; trap 'echo down >> life; exit 0' TERM; " + LIVES, READY_SOON, "web"));
        awaitState("database", SidecarState.READY);
        assertThat(status("web").pid()).hasValue(before);
        reload();
        assertThat(Files.readAllLines(directory.resolve("life"))).containsExactly("begin", "up", "down", "end");
    }

    @Test
    void whatIsAskedForBeforeTheLaunchIsDoneWithIt() throws Exception {
        fleet = new Fleet(List.of(sidecar("web", LIVES)), surroundings("state"));
        CompletableFuture<SidecarStatus> stopped = fleet.supervisor("web").stop();
        CompletableFuture<SidecarStatus> started = fleet.start("web");
        fleet.launch();
        stopped.get(20, TimeUnit.SECONDS);
        assertThat(started.get(20, TimeUnit.SECONDS).launch()).isEqualTo(1);
    }

    @Test
    void aSuccessorThatIsNeverLaunchedLaunchesNothing() throws Exception {
        launch(sidecar("web", LIVES));
        awaitState("web", SidecarState.READY);
        fleet.detachFromApplication();
        fleet.nextGeneration(List.of(sidecar("web", "echo stray >> life; " + LIVES)), surroundings("state")).start("web");
        follow(sidecar("web", "echo again >> life; " + LIVES), sidecar("later", "echo later >> life; " + LIVES));
        awaitState("web", SidecarState.READY);
        awaitState("later", SidecarState.READY);
        assertThat(Files.readAllLines(directory.resolve("life"))).containsExactlyInAnyOrder("again", "later");
    }

    @Test
    void whatIsKilledForLackOfTimeHasEnded() throws Exception {
        shutdownTimeout = Duration.ofNanos(1);
        launch(sidecar("web", "trap '' TERM; " + LIVES));
        long before = awaitState("web", SidecarState.READY).pid().orElseThrow();
        reload();
        assertThat(alive(before)).isFalse();
    }

    private void launch(SidecarDeclaration... declarations) throws IOException {
        fleet = new Fleet(List.of(declarations), surroundings("state"));
        fleet.launch();
    }

    private void reload(SidecarDeclaration... declarations) throws IOException {
        fleet.detachFromApplication();
        follow(declarations);
    }

    private void follow(SidecarDeclaration... declarations) throws IOException {
        application = new Application();
        Fleet next = fleet.nextGeneration(List.of(declarations), surroundings("state"));
        assertThat(next.succeeds(fleet)).isTrue();
        fleet = next;
        next.launch();
    }

    private Fleet.Surroundings surroundings(String state) throws IOException {
        Application its = application;
        return new Fleet.Surroundings(new Reclaimer(TABLE, Optional.of(Files.createDirectories(directory.resolve(state)))),
                its.events::add, exact -> {
                    its.exact = exact;
                    return its;
                }, new PortAssignments(), callbacks, null, shutdownTimeout);
    }

    private SidecarDeclaration sidecar(String name, String script) {
        return sidecar(name, script, READY_SOON);
    }

    private SidecarDeclaration sidecar(String name, String script, Duration readyAfter, String... dependsOn) {
        return sidecar(name, script, readyAfter, RestartPolicy.ALWAYS, dependsOn);
    }

    private SidecarDeclaration sidecar(String name, String script, Duration readyAfter, RestartPolicy policy,
            String... dependsOn) {
        SidecarDeclaration plain = TestDeclarations.with(
                List.of("sh", "-c", "echo $$ >> " + name + ".pid; " + script), Map.of(), true);
        LifecycleRules rules = new LifecycleRules(false, true, Duration.ofHours(2).toNanos(), 3, readyAfter.toNanos(), policy,
                new Backoff(delay.toNanos(), delay.toNanos(), 0),
                new RestartBudget.Limits(2, OptionalInt.empty(), 0), Set.of(), OptionalLong.empty());
        return new SidecarDeclaration(name, true, false, true, plain.command(), Map.of(), true, directory, plain.host(),
                plain.port(), plain.health(), rules, PATIENT, plain.output(), 10, false, Set.of(dependsOn));
    }

    /** Also when it ends before it counts as stable: from then on the first restart is immediate. */
    private static SidecarDeclaration restartedSoon(SidecarDeclaration it) {
        LifecycleRules rules = it.rules();
        return new SidecarDeclaration(it.name(), true, false, true, it.command(), it.environment(), true,
                it.workingDirectory(), it.host(), it.port(), it.health(),
                new LifecycleRules(rules.probed(), rules.proofWanted(), rules.readyTimeout(), rules.failureThreshold(),
                        rules.stableAfter(), rules.policy(), new Backoff(1, 1, 0), rules.limits(), rules.fatalExitCodes(),
                        rules.retryAfter()),
                it.stop(), it.output(), it.tailLines(), false, it.dependsOn());
    }

    private static SidecarDeclaration notKept(SidecarDeclaration it) {
        return new SidecarDeclaration(it.name(), true, false, true, it.command(), it.environment(), true, Set.of(),
                it.workingDirectory(), it.host(), it.port(), it.health(), it.rules(), it.stop(), it.output(), it.tailLines(),
                false, it.dependsOn(), false);
    }

    private SidecarStatus status(String name) {
        return fleet.supervisor(name).status();
    }

    private SidecarStatus awaitState(String name, SidecarState state) {
        return await().until(() -> status(name), status -> status.state() == state);
    }

    private static boolean alive(long pid) {
        return TABLE.find(pid).filter(entry -> !entry.zombie()).isPresent();
    }
}
