package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.sidecar.runtime.launch.Launcher;
import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;
import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;
import io.quarkiverse.sidecar.runtime.process.CountedDelivery.Delivered;
import io.quarkiverse.sidecar.runtime.process.TreeTermination.EndReport;

@Timeout(60)
class SignalSenderTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private static final long SELF = ProcessHandle.current().pid();

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    private final CountedDelivery counted = CountedDelivery.toNobody();
    private final SignalSender signals = new SignalSender(TABLE, counted);

    static LongStream numbersOfNoOtherProcess() {
        return LongStream.concat(LongStream.of(0, 1, -1, 1L << 31, 1L << 32, 1L << 32 | SELF, Long.MIN_VALUE, Long.MAX_VALUE,
                SELF, -SELF), LongStream.of(-TABLE.find(SELF).orElseThrow().group()));
    }

    @ParameterizedTest
    @MethodSource("numbersOfNoOtherProcess")
    void refusesWhatIsNoOtherProcess(long pid) {
        for (StopSignal signal : StopSignal.values()) {
            for (long ticks : new long[] { 0, 1, TABLE.find(pid).map(ProcessEntry::startTicks).orElse(1L) }) {
                assertThat(signals.send(new ProcessIdentity(TABLE.machine(), pid, ticks), signal)).isFalse();
            }
        }
        assertThat(counted.delivered()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("numbersOfNoOtherProcess")
    void givesTheKillProgramNoSuchNumberEither(long pid) {
        assertThatThrownBy(() -> SystemSignalDelivery.command(Path.of("/bin/kill"), StopSignal.HUP, pid))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("pid " + pid);
    }

    @Test
    void givesTheKillProgramOnePositiveNumber() {
        assertThat(SystemSignalDelivery.command(Path.of("/bin/kill"), StopSignal.HUP, 4711))
                .containsExactly("/bin/kill", "-s", "HUP", "4711");
    }

    @ParameterizedTest
    @EnumSource
    void deliversToTheProcessThatIsMeant(StopSignal signal) throws Exception {
        Process process = processes.bystander("sleep", "1000");

        assertThat(signals.send(identity(process), signal)).isTrue();

        assertThat(counted.delivered()).containsExactly(new Delivered(process.pid(), signal));
        assertThat(process.isAlive()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void verifiesTheStartRightBeforeTheSignal(StopSignal signal) throws Exception {
        ProcessIdentity process = identity(processes.bystander("sleep", "1000"));
        for (long off : new long[] { -1, 1, -process.startTicks() }) {
            assertThat(signals.send(new ProcessIdentity(TABLE.machine(), process.pid(), process.startTicks() + off), signal))
                    .isFalse();
        }
        assertThat(counted.delivered()).isEmpty();
    }

    @Test
    void refusesAZombie() throws Exception {
        Process parent = processes.bystander("sh", "-c", "sleep 1000 & exec sleep 1000");
        // A shell would take note of the child's end; sleep does not.
        await().until(() -> TABLE.executable(parent.pid()).filter(file -> file.endsWith("sleep")).isPresent());
        ProcessHandle child = parent.children().findFirst().orElseThrow();
        child.destroyForcibly();
        await().until(() -> TABLE.find(child.pid()).orElseThrow().zombie());
        ProcessEntry zombie = TABLE.find(child.pid()).orElseThrow();

        assertThat(signals.send(new ProcessIdentity(TABLE.machine(), zombie.pid(), zombie.startTicks()), StopSignal.KILL))
                .isFalse();
        assertThat(counted.delivered()).isEmpty();
    }

    @Test
    void countsWhatAnOrphansTreeIsSent() throws Exception {
        Process orphan = processes.bystander("sh", "-c", "sleep 1000 & trap '' TERM; sleep 1000 & while :; do wait; done");
        await().until(() -> orphan.children().count() == 2);
        List<Long> children = orphan.children().map(ProcessHandle::pid).toList();
        CountedDelivery real = CountedDelivery.of(TABLE);

        new TreeTermination(ProcessTree.of(TABLE, identity(orphan), new LaunchMarker(OwnProcesses.newOwner(), "token"), false,
                LaunchTraces.NONE), new SignalSender(TABLE, real)).run(new StopPolicy(StopSignal.TERM, Duration.ofMillis(200)));

        assertThat(real.delivered()).startsWith(new Delivered(orphan.pid(), StopSignal.TERM))
                .contains(new Delivered(orphan.pid(), StopSignal.KILL))
                .extracting(Delivered::pid).containsAll(children).containsOnly(orphan.pid(), children.get(0), children.get(1));
    }

    /** As of a process that runs as another user. */
    @Test
    void givesUpWhatMayNotBeSignaledAndTerminatesTheRest() throws Exception {
        Process main = processes.bystander("sh", "-c", "sleep 1000 & while :; do wait; done");
        await().until(() -> main.children().count() == 1);
        long child = main.children().findFirst().orElseThrow().pid();
        CountedDelivery real = CountedDelivery.of(TABLE);

        EndReport report = new TreeTermination(
                ProcessTree.of(TABLE, identity(main), new LaunchMarker(OwnProcesses.newOwner(), "token"), false,
                        LaunchTraces.NONE),
                new SignalSender(TABLE, (target, signal) -> target.pid() != main.pid() && real.deliver(target, signal)))
                .run(new StopPolicy(StopSignal.TERM, Duration.ofMinutes(5)));

        assertThat(report.ended()).containsExactly(child);
        assertThat(report.survivors()).singleElement().satisfies(survivor -> {
            assertThat(survivor.pid()).isEqualTo(main.pid());
            assertThat(survivor.refused()).isTrue();
            assertThat(survivor.toString()).contains(System.getProperty("user.name"), "may not signal");
        });
        assertThat(main.isAlive()).isTrue();
    }

    @Test
    void countsWhatALaunchedSidecarIsSent() throws Exception {
        CountedDelivery real = CountedDelivery.of(TABLE);
        try (Launcher launcher = new Launcher(TABLE, new SignalSender(TABLE, real), OwnProcesses.newOwner())) {
            SidecarProcess process = processes.own(launcher.launch(new ProcessSpec("helper", List.of("sleep", "1000"),
                    System.getenv(), Path.of("").toAbsolutePath()), ticket -> {
                    }).get());

            process.terminate(StopPolicy.DEFAULT);

            assertThat(real.delivered()).containsExactly(new Delivered(process.pid(), StopSignal.TERM));
        }
    }

    private static ProcessIdentity identity(Process process) throws IOException {
        return new ProcessIdentity(TABLE.machine(), process.pid(), TABLE.find(process.pid()).orElseThrow().startTicks());
    }
}
