package io.quarkiverse.sidecar.runtime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.concurrent.Timer;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;
import io.quarkiverse.sidecar.runtime.output.OutputCounts;
import io.quarkiverse.sidecar.runtime.port.ListenerVerdict;
import io.quarkiverse.sidecar.runtime.port.ListenerVerdict.ListenerProof;
import io.quarkiverse.sidecar.runtime.port.ListenerVerdict.Ownership;
import io.quarkiverse.sidecar.runtime.port.ListenerVerifier;
import io.quarkiverse.sidecar.runtime.port.ListeningSockets;
import io.quarkiverse.sidecar.runtime.port.PortAssignments.AssignedPort;
import io.quarkiverse.sidecar.runtime.port.PortHolderLookup;
import io.quarkiverse.sidecar.runtime.probe.ProbeResult;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

class ProberTest {

    private final List<Input> answers = new ArrayList<>();
    private final List<Runnable> polls = new ArrayList<>();
    private final SidecarStatistics totals = new SidecarStatistics();

    @Test
    void goesOnPollingWhenTheProbeItselfFails() {
        Prober prober = new Prober(declaration(), process(), process()::verifyListener, port -> {
            throw new IllegalStateException("as the test wants it");
        }, timer(), timer(), Runnable::run, totals);
        prober.poll(1, answers::add);
        polls.get(0).run();
        polls.get(0).run();
        assertThat(answers).hasSize(2).allMatch(Input.NoAnswer.class::isInstance)
                .first().asString().contains("as the test wants it");
    }

    @Test
    void asksNobodyAgainWhoHasNotAnsweredYet() {
        List<CompletableFuture<ProbeResult>> asked = new ArrayList<>();
        Prober prober = new Prober(declaration(), process(), process()::verifyListener, port -> () -> {
            asked.add(new CompletableFuture<>());
            return asked.get(asked.size() - 1);
        }, timer(), timer(), Runnable::run, totals);
        prober.poll(1, answers::add);
        polls.get(0).run();
        polls.get(0).run();
        assertThat(asked).hasSize(1);

        asked.get(0).complete(new ProbeResult(false, "late"));
        polls.get(0).run();
        assertThat(asked).hasSize(2);
        assertThat(answers).hasSize(1);
    }

    @Test
    void countsThePollsOfASidecarThatIsReady() {
        Queue<CompletableFuture<ProbeResult>> asked = new ArrayDeque<>();
        Prober prober = new Prober(declaration(), process(4820, new ArrayList<>()),
                port -> new ListenerVerdict(Ownership.UNKNOWN, Optional.empty(), new ListenerProof(Map.of())), port -> () -> {
                    asked.add(new CompletableFuture<>());
                    return asked.peek();
                }, timer(), timer(), Runnable::run, totals);
        prober.awaitReady(1, answers::add);
        asked.remove().complete(new ProbeResult(false, "not yet"));
        prober.poll(1, answers::add);
        for (boolean passes : new boolean[] { true, false, true }) {
            polls.get(polls.size() - 1).run();
            asked.remove().complete(new ProbeResult(passes, "as the test wants it"));
        }
        assertThat(totals.polls(true).count()).isEqualTo(2);
        assertThat(totals.polls(false).count()).isEqualTo(1);
        assertThat(totals.polls(true).nanos()).isPositive();

        polls.get(polls.size() - 1).run();
        prober.stop();
        asked.remove().complete(new ProbeResult(false, "we ended it ourselves"));
        assertThat(totals.polls(false).count()).isEqualTo(1);
    }

    @Test
    void takesAPollThatCouldNotBeAskedForNoAnswer() {
        Prober prober = new Prober(declaration(), process(4820, new ArrayList<>()),
                port -> new ListenerVerdict(Ownership.UNKNOWN, Optional.empty(), new ListenerProof(Map.of())),
                port -> () -> CompletableFuture.completedFuture(
                        new ProbeResult(false, "Too many open files", false, Optional.empty())),
                timer(), timer(), Runnable::run, totals);
        prober.poll(1, answers::add);
        for (int poll = 0; poll < 10; poll++) {
            polls.get(0).run();
        }
        assertThat(answers).isEmpty();
        assertThat(totals.polls(false).count()).isZero();
    }

    @Test
    void looksUpNothingAsLongAsTheProofStands() throws IOException {
        assumeTrue(ListeningSockets.read().supported(), "the system does not list its sockets");
        ProcessTable table = ProcessTable.ofThisMachine();
        ListenerVerifier ownership = new ListenerVerifier(table, new PortHolderLookup(table, owner -> false));
        List<String> lookedUp = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Set<Long> tree = Set.of(ProcessHandle.current().pid());
            Prober prober = new Prober(declaration(), process(server.getLocalPort(), lookedUp), port -> {
                lookedUp.add("sockets");
                return ownership.check("127.0.0.1", port, tree, () -> tree);
            }, port -> () -> CompletableFuture.completedFuture(new ProbeResult(true, "HTTP 200")), timer(), timer(),
                    Runnable::run, totals);
            prober.poll(1, answers::add);
            polls.get(0).run();
            assertThat(lookedUp).containsExactly("descendants", "sockets");
            polls.get(0).run();
            polls.get(0).run();
            assertThat(lookedUp).containsExactly("descendants", "sockets");
        }
        polls.get(0).run();
        assertThat(lookedUp).containsExactly("descendants", "sockets", "descendants", "sockets");
        assertThat(answers).extracting(answer -> ((Input.Answered) answer).proved()).containsExactly(true, true, true, false);
    }

    private static ProcessControl process(int port, List<String> lookedUp) {
        return new ProcessControl() {
            @Override
            public OptionalInt port() {
                return OptionalInt.of(port);
            }

            @Override
            public void recordTree() {
                lookedUp.add("descendants");
            }

            @Override
            public void reclaim(int launch, Consumer<Input> answers) {
                throw new AssertionError("only probed here");
            }

            @Override
            public void launch(int launch, Consumer<Input> answers) {
                throw new AssertionError("only probed here");
            }

            @Override
            public void terminateTree(int launch, Consumer<Input> answers) {
                throw new AssertionError("only probed here");
            }

            @Override
            public List<String> outputTail() {
                return List.of();
            }
        };
    }

    private static LocalProcess process() {
        return new LocalProcess(declaration(), new AssignedPort("127.0.0.1", declaration().port()), new CompletableFuture<>(),
                Runnable::run, Runnable::run, (stream, line) -> {
                }, new OutputCounts());
    }

    private static SidecarDeclaration declaration() {
        SidecarDeclaration plain = TestDeclarations.with(List.of("sh"), Map.of(), true);
        return new SidecarDeclaration(plain.name(), true, false, true, plain.command(), plain.environment(), true,
                plain.workingDirectory(), plain.host(), OptionalInt.of(4820), plain.health(), plain.rules(), plain.stop(),
                plain.output(), plain.tailLines(), false, Set.of());
    }

    private Timer timer() {
        return new Timer() {
            @Override
            public Job after(String name, Duration delay, Runnable task) {
                return every(name, delay, task);
            }

            @Override
            public Job every(String name, Duration interval, Runnable task) {
                polls.add(task);
                return () -> polls.remove(task);
            }
        };
    }
}
