package io.quarkiverse.sidecar.runtime.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.reclaim.ReclaimReport.LeftAlone;
import io.quarkiverse.sidecar.runtime.state.BootDirectory;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;
import io.quarkiverse.sidecar.runtime.state.RecordCodec;
import io.quarkiverse.sidecar.runtime.state.RecordStore;
import io.quarkiverse.sidecar.runtime.state.RunId;

/**
 * The main process of an earlier run is gone, and what it has left carries no token: its record tells whose that is. Each test
 * has strangers that differ in one thing.
 */
@Timeout(60)
class TraceReclaimTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private static final RunId DEAD = new RunId(4_000_000, 1, "d".repeat(32));
    private static final String TOKEN = "0".repeat(32);
    private static final long GONE = Integer.MAX_VALUE;

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    @Test
    void endsWhoWritesIntoThePipesOfTheLaunch() throws Exception {
        Process left = piped();
        Process strange = piped();
        Process ofAnotherLaunch = piped("SIDECAR_OWNER=another", "SIDECAR_TOKEN=" + "f".repeat(32));
        Set<Long> pipes = Set.of(TABLE.outputPipes(left.pid()).iterator().next(),
                TABLE.outputPipes(ofAnotherLaunch.pid()).iterator().next());
        leave(GONE, entry(left).startTicks(), new LaunchTraces(pipes, Optional.empty(), 0, Map.of()));

        try (SlotLease next = occupy()) {
            assertThat(next.reclaimed()).flatExtracting(ReclaimReport::ended).containsExactly(left.pid());
        }
        assertThat(List.of(strange, ofAnotherLaunch)).allMatch(Process::isAlive);
    }

    @Test
    void leavesAWriterAloneThatIsOlderThanTheLaunch() throws Exception {
        Process older = piped();
        leave(GONE, entry(older).startTicks() + 1,
                new LaunchTraces(TABLE.outputPipes(older.pid()), Optional.empty(), 0, Map.of()));

        occupy().close();

        assertThat(older.isAlive()).isTrue();
    }

    @Test
    void endsThoseWhoAreNotedAsDescendants() throws Exception {
        Process left = silent();
        Process recycled = silent();
        Process ofAnotherLaunch = silent("SIDECAR_OWNER=another", "SIDECAR_TOKEN=" + "f".repeat(32));
        leave(GONE, 1, new LaunchTraces(Set.of(), Optional.empty(), 0, Map.of(left.pid(), entry(left).startTicks(),
                recycled.pid(), entry(recycled).startTicks() - 1, ofAnotherLaunch.pid(), entry(ofAnotherLaunch).startTicks())));

        try (SlotLease next = occupy()) {
            assertThat(next.reclaimed()).flatExtracting(ReclaimReport::ended).containsExactly(left.pid());
        }
        assertThat(List.of(recycled, ofAnotherLaunch)).allMatch(Process::isAlive);
    }

    @Test
    void endsASessionOfWhichAMemberWasBornBeforeTheMainProcessWasLastSeen() throws Exception {
        List<ProcessEntry> left = sessionOfADeadLeader();
        leave(left.get(0).session(), left.get(0).startTicks() - 1,
                new LaunchTraces(Set.of(), Optional.empty(), left.get(0).startTicks(), Map.of()));

        try (SlotLease next = occupy()) {
            assertThat(next.reclaimed()).flatExtracting(ReclaimReport::ended)
                    .containsExactlyInAnyOrderElementsOf(left.stream().map(ProcessEntry::pid).toList());
        }
    }

    @Test
    void namesTheMembersOfASessionThatWereAllBornLater() throws Exception {
        List<ProcessEntry> left = sessionOfADeadLeader();
        leave(left.get(0).session(), 1, new LaunchTraces(Set.of(), Optional.empty(), left.get(0).startTicks() - 1, Map.of()));

        try (SlotLease next = occupy()) {
            assertThat(next.reclaimed()).isEmpty();
            assertThat(next.leftAlone()).extracting(LeftAlone::pid)
                    .containsExactlyInAnyOrderElementsOf(left.stream().map(ProcessEntry::pid).toList());
            assertThat(next.mayBeLeftOf("helper", left.get(0).pid())).isTrue();
            assertThat(next.mayBeLeftOf("other", left.get(0).pid())).isFalse();
        }
        assertThat(left).allMatch(entry -> TABLE.find(entry.pid()).filter(now -> !now.zombie()).isPresent());
    }

    /** The number of a main process that is gone may be that of the very JVM that starts next. */
    @Test
    void reclaimsWhatIsLeftWhereItsOwnJvmGotTheNumberOfTheMainProcess() throws Exception {
        Process left = piped();
        leave(ProcessHandle.current().pid(), 1,
                new LaunchTraces(TABLE.outputPipes(left.pid()), Optional.empty(), 0, Map.of()));

        try (SlotLease next = occupy()) {
            assertThat(next.reclaimed()).flatExtracting(ReclaimReport::ended).containsExactly(left.pid());
        }
    }

    private Process piped(String... environment) throws Exception {
        return bare(new ProcessBuilder(), environment);
    }

    private Process silent(String... environment) throws Exception {
        return bare(new ProcessBuilder().redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD), environment);
    }

    /** With that environment, and nothing else in it. */
    private Process bare(ProcessBuilder builder, String... environment) throws Exception {
        List<String> command = new ArrayList<>(List.of("env", "-i"));
        command.addAll(Arrays.asList(environment));
        command.addAll(List.of("/bin/sleep", "1000"));
        Process process = processes.start(builder.command(command));
        await().until(() -> TABLE.executable(process.pid()).filter(program -> program.endsWith("sleep")).isPresent());
        return process;
    }

    /** Two members, the older one first. */
    private List<ProcessEntry> sessionOfADeadLeader() throws Exception {
        String member = "env -i /bin/sleep 1000 >/dev/null 2>&1 & ";
        Process leader = processes.start(new ProcessBuilder("setsid", "sh", "-c", member + "echo $! >first; sleep 0.03; "
                + member + "echo $! >second; read -r end").directory(directory.toFile()));
        await().until(() -> Files.exists(directory.resolve("second")) && Files.size(directory.resolve("second")) > 1);
        List<ProcessEntry> members = new ArrayList<>();
        for (String name : List.of("first", "second")) {
            long pid = processes.own(Long.parseLong(Files.readString(directory.resolve(name)).strip())).pid();
            await().until(() -> TABLE.executable(pid).filter(program -> program.endsWith("sleep")).isPresent());
            members.add(TABLE.find(pid).orElseThrow());
        }
        leader.getOutputStream().close();
        leader.waitFor();
        return members;
    }

    private void leave(long main, long startTicks, LaunchTraces traces) throws Exception {
        Path machine = BootDirectory.open(Files.createDirectories(directory.resolve("state")), TABLE.machine());
        Path records = Files.createDirectories(machine.resolve("slot-0/records"));
        Files.writeString(machine.resolve("slot-0/owner"), DEAD.toString());
        LaunchRecord record = new LaunchRecord("helper", new ProcessIdentity(TABLE.machine(), main, startTicks), TOKEN, DEAD,
                true, Path.of("/no/such/program"), Instant.EPOCH, traces);
        Files.writeString(new RecordStore(Optional.of(records)).file("helper").orElseThrow(), RecordCodec.encode(record));
    }

    private SlotLease occupy() {
        return new Reclaimer(TABLE, Optional.of(directory.resolve("state"))).occupy(name -> StopPolicy.AT_ONCE);
    }

    private static ProcessEntry entry(Process process) {
        return TABLE.find(process.pid()).orElseThrow();
    }
}
