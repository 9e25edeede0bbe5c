package io.quarkiverse.sidecar.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.runtime.launch.Launcher;
import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;
import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

@Timeout(60)
class CommandProbeTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    private final String owner = OwnProcesses.newOwner();
    private final Launcher launcher = new Launcher(TABLE, owner);
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        workers.shutdownNow();
        launcher.close();
    }

    @Test
    void passesWithExitZero() {
        assertThat(ask(LONG, "sh", "-c", "echo PONG")).isEqualTo(new ProbeResult(true, "health.command: exit 0, \"PONG\""));
    }

    @Test
    void tellsHowItFailedInItsOwnLastWords() {
        assertThat(ask(LONG, "sh", "-c", "echo 'not yet' >&2; exit 3"))
                .isEqualTo(ProbeResult.answered(false, "health.command: exit 3, \"not yet\"", Duration.ZERO));
        assertThat(ask(LONG, "sh", "-c", "kill -s KILL $$"))
                .isEqualTo(ProbeResult.answered(false, "health.command: SIGKILL", Duration.ZERO));
    }

    @Test
    void namesAProgramThatIsMissing() {
        ProbeResult result = ask(LONG, "no-such-program");

        assertThat(result.passed()).isFalse();
        assertThat(result.detail()).contains("health.command", "no-such-program");
    }

    @Test
    void doesNotWaitForOneThatHangsAndLeavesNothingOfIt() throws Exception {
        assertThat(ask(SHORT, "sh", "-c", "sleep 1000 & echo $! > child; echo $$ > main; trap '' TERM; wait; wait"))
                .isEqualTo(new ProbeResult(false, "no answer within 0.3s"));

        assertThat(gone("main")).isTrue();
        assertThat(gone("child")).isTrue();
    }

    @Test
    void leavesNothingThatItHasStartedInTheBackground() throws Exception {
        assertThat(ask(LONG, "sh", "-c", "setsid sleep 1000 & echo $! > child; exit 0").passed()).isTrue();

        assertThat(gone("child")).isTrue();
    }

    @Test
    void isNotHeldUpByItsOwnOutput() {
        assertThat(ask(LONG, "sh", "-c", "head -c 1000000 /dev/zero; exit 0").passed()).isTrue();
    }

    @Test
    void killsWhatIsRunningWhenItIsClosed() throws Exception {
        CommandProbe probe = probe(LONG, "sh", "-c", "echo $$ > main; exec sleep 1000");
        CompletableFuture<ProbeResult> answer = probe.ask().toCompletableFuture();
        awaitMain();

        probe.close();

        assertThat(answer.join().passed()).isFalse();
        assertThat(gone("main")).isTrue();
    }

    @Test
    void killsWhatIsStillBeingLaunchedWhenItIsClosed() throws Exception {
        BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
        CommandProbe probe = probe(held::add, LONG, "sh", "-c", "echo $$ > main; exec sleep 1000");
        CompletableFuture<ProbeResult> answer = probe.ask().toCompletableFuture();
        Runnable firstLook = held.take();
        awaitMain();

        probe.close();
        firstLook.run();
        Runnable itsEnd = held.poll(10, TimeUnit.SECONDS);
        assertThat(itsEnd).as("its end, long before its timeout").isNotNull();
        itsEnd.run();

        assertThat(answer.join().passed()).isFalse();
        assertThat(gone("main")).isTrue();
    }

    @Test
    void leavesNothingWhenNobodyCanWatchItAnyMore() throws Exception {
        CommandProbe probe = probe(task -> {
            throw new RejectedExecutionException("as the test wants it");
        }, LONG, "sh", "-c", "exec sleep 1000");

        assertThat(probe.ask().toCompletableFuture().join().passed()).isFalse();

        await().until(() -> TABLE.all().stream().filter(entry -> !entry.zombie())
                .noneMatch(entry -> TABLE.environment(entry.pid()).map(LaunchMarker::in).orElse(List.of()).stream()
                        .anyMatch(marker -> marker.owner().equals(owner))));
    }

    private void awaitMain() {
        await().until(() -> Files.exists(directory.resolve("main")) && Files.size(directory.resolve("main")) > 1);
    }

    private ProbeResult ask(Duration timeout, String... command) {
        return probe(timeout, command).ask().toCompletableFuture().join();
    }

    private CommandProbe probe(Duration timeout, String... command) {
        return probe(workers, timeout, command);
    }

    private CommandProbe probe(Executor workers, Duration timeout, String... command) {
        return new CommandProbe(CompletableFuture.completedFuture(launcher),
                new ProcessSpec("web", List.of(command), System.getenv(), directory), timeout, workers);
    }

    private boolean gone(String file) throws Exception {
        long pid = Long.parseLong(Files.readString(directory.resolve(file)).strip());
        boolean gone = TABLE.find(pid).filter(entry -> !entry.zombie()).isEmpty();
        if (!gone) {
            processes.own(pid);
        }
        return gone;
    }
}
