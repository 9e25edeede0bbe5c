package io.quarkiverse.sidecar.runtime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.runtime.lifecycle.Input;
import io.quarkiverse.sidecar.runtime.output.OutputCounts;
import io.quarkiverse.sidecar.runtime.port.FreePortFinder;
import io.quarkiverse.sidecar.runtime.port.PortAssignments.AssignedPort;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;

/** The process of a sidecar without its lifecycle: nobody orders what is not ordered here. */
@Timeout(60)
class LocalProcessTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();

    @TempDir
    Path directory;

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final BlockingQueue<Input> answers = new LinkedBlockingQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private ProcessServices services;
    private LocalProcess web;

    @BeforeEach
    void moveIn() throws IOException {
        services = new ProcessServices(TABLE,
                new Reclaimer(TABLE, Optional.of(Files.createDirectory(directory.resolve("state"))))
                        .occupy(name -> StopPolicy.AT_ONCE));
        web = declared(OptionalInt.empty());
    }

    @AfterEach
    void end() {
        web.forceKill();
        services.close();
        workers.shutdownNow();
    }

    /** It holds the output open, for which the news of the exit waits. */
    @Test
    void endsWhatAnExitLeavesBeforeAnybodyIsToldOfIt() throws Exception {
        ProcessTree tree = launch(1);

        web.kill();

        await().until(() -> tree.members().isEmpty());
        assertThat(answers.take()).isInstanceOf(Input.Exited.class);
        assertThat(answers).isEmpty();
    }

    @Test
    void leavesNoRecordAfterACrash() throws Exception {
        launch(1);
        assertThat(records()).hasSize(1);

        web.kill();
        assertThat(answers.take()).isInstanceOf(Input.Exited.class);
        web.terminateTree(1, answers::add);

        assertThat(answers.take()).isEqualTo(new Input.TreeEnded(1));
        await().until(() -> records().isEmpty());
    }

    @Test
    void hasRemovedTheRecordWhenAStopIsOver() throws Exception {
        launch(1);

        web.terminateTree(1, answers::add);

        assertThat(answers.take()).isInstanceOf(Input.Exited.class);
        assertThat(answers.take()).isEqualTo(new Input.TreeEnded(1));
        assertThat(records()).isEmpty();
    }

    /** As it happens where the system gives no more threads. */
    @Test
    void tellsOfAnExitAndEndsWhatItLeavesAlsoWhenThereIsNoThreadForItAtFirst() throws Exception {
        ProcessTree tree = launch(1);

        refused.set(2);
        web.kill();
        assertThat(answers.take()).isInstanceOf(Input.Exited.class);
        assertThat(refused).hasValue(0);
        web.terminateTree(1, answers::add);

        assertThat(answers.take()).isEqualTo(new Input.TreeEnded(1));
        assertThat(tree.members()).isEmpty();
    }

    @Test
    void tellsOfTheEndOfAStopAlsoWhenThereIsNoThreadForWhatFollows() throws Exception {
        launch(1);

        web.terminateTree(1, answers::add);
        refused.set(2);

        assertThat(answers.take()).isInstanceOf(Input.Exited.class);
        assertThat(answers.take()).isEqualTo(new Input.TreeEnded(1));
        assertThat(records()).isEmpty();
    }

    @Test
    void triesTheEndOfATreeAgainThatThereWasNoThreadFor() throws Exception {
        ProcessTree tree = launch(1);

        refused.set(1);
        web.terminateTree(1, answers::add);

        assertThat(answers.take()).isInstanceOf(Input.Exited.class);
        assertThat(answers.take()).isEqualTo(new Input.TreeEnded(1));
        assertThat(refused).hasValue(0);
        assertThat(tree.members()).isEmpty();
    }

    @Test
    void supervisesWhatWasLaunchedAlsoWhenThereIsNoThreadToTakeItOver() throws Exception {
        web.launch(1, answers::add);
        refused.set(1);

        assertThat(answers.take()).isInstanceOf(Input.Launched.class);
        assertThat(refused).hasValue(0);
        web.kill();
        assertThat(answers.take()).isInstanceOf(Input.Exited.class);
    }

    @Test
    void looksWhoHoldsThePortAlsoWhenThereIsNoThreadForIt() throws Exception {
        web = declared(OptionalInt.of(new FreePortFinder().choose(InetAddress.getLoopbackAddress())));

        refused.set(1);
        web.reclaim(1, answers::add);

        assertThat(answers.take()).isEqualTo(new Input.Reclaimed(1, List.of()));
        assertThat(refused).hasValue(0);
    }

    private LocalProcess declared(OptionalInt port) {
        return new LocalProcess(
                TestDeclarations.with(List.of("/bin/sh", "-c", "sleep 1000 & sleep 1000 & wait"), Map.of(), true),
                new AssignedPort("127.0.0.1", port), CompletableFuture.completedFuture(services), this::work, workers,
                (stream, line) -> {
                }, new OutputCounts());
    }

    private void work(Runnable task) {
        if (refused.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        workers.execute(task);
    }

    private ProcessTree launch(int number) throws InterruptedException {
        web.launch(number, answers::add);
        assertThat(answers.take()).isInstanceOf(Input.Launched.class);
        ProcessTree tree = web.latest().orElseThrow().tree();
        await().until(() -> tree.members().size() == 3);
        return tree;
    }

    private List<Path> records() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).filter(file -> file.getParent().endsWith("records")).toList();
        }
    }
}
