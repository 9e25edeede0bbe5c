package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.runtime.launch.Launcher;
import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;
import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;
import io.quarkiverse.sidecar.runtime.process.Signal.JobSignal;
import io.quarkiverse.sidecar.runtime.process.TreeTermination.EndReport;

/** The scripts print the pid of every process that they start, one a line, and then the line "up". */
@Timeout(60)
class ProcessTreeTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private static final StopPolicy PATIENT = new StopPolicy(StopSignal.TERM, Duration.ofSeconds(50));
    private static final StopPolicy AT_ONCE = new StopPolicy(StopSignal.KILL, Duration.ZERO);

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    private final String owner = OwnProcesses.newOwner();
    private final Launcher launcher = new Launcher(TABLE, owner);
    private final List<Long> printed = new ArrayList<>();

    @AfterEach
    void close() {
        launcher.close();
    }

    @Test
    void endsAnObedientTreeWithoutKilling() throws Exception {
        SidecarProcess process = launch("sleep 1000 & echo $!; sleep 1000 & echo $!; echo up; wait");

        assertThat(process.tree().members()).containsExactlyInAnyOrderElementsOf(all(process));
        EndReport report = process.terminate(PATIENT);

        assertThat(report.ended()).containsExactlyInAnyOrderElementsOf(all(process)).startsWith(process.pid());
        assertThat(report.killed()).isEmpty();
        assertNoneAlive(process);
        assertThat(process.onExit().get().signal()).contains("SIGTERM");
    }

    @Test
    void killsATreeThatIgnoresTerm() throws Exception {
        SidecarProcess process = launch("trap '' TERM; sleep 1000 & echo $!; echo up; while :; do wait; done");

        EndReport report = process.terminate(new StopPolicy(StopSignal.TERM, Duration.ofMillis(200)));

        assertThat(report.killed()).containsExactlyInAnyOrderElementsOf(all(process));
        assertNoneAlive(process);
    }

    @Test
    void endsGrandchildrenInTheirOwnGroupAndDaemonsInTheirOwnSession() throws Exception {
        SidecarProcess process = launch("set -m; sh -c 'sleep 1000 & echo $!; exec sleep 1000' & echo $!;"
                + " (setsid sleep 1000 & echo $!); (setsid sh -c 'sleep 1000 & echo $!; wait' & echo $!); echo up; wait");
        await().until(() -> printed.stream().flatMap(pid -> TABLE.find(pid).stream()).filter(ProcessEntry::leadsSession)
                .count() == 2);

        process.terminate(PATIENT);

        assertThat(printed).hasSize(5);
        assertNoneAlive(process);
    }

    @Test
    void endsWhatAMainProcessLeftThatHasExitedAlready() throws Exception {
        SidecarProcess process = launch("sleep 1000 & echo $!; setsid sleep 1000 & echo $!; echo up");

        process.onExit().get();
        EndReport report = process.terminate(PATIENT);

        assertThat(report.ended()).containsExactlyInAnyOrderElementsOf(printed);
        assertNoneAlive(process);
    }

    @Test
    void provesTheSessionOfAnExitedMainWhenTheEnvironmentTellsNothing() throws Exception {
        SidecarProcess process = launch("env -i sleep 1000 & echo $!; echo up; read -r line < '" + fifo() + "'");
        assumeThat(process.protections()).as("setsid is here").contains(Protection.SESSION);
        await().until(() -> TABLE.environment(printed.get(0)).orElseThrow().get(LaunchMarker.TOKEN) == null);

        Files.writeString(directory.resolve("fifo"), "\n");
        process.onExit().get();

        assertThat(process.tree().members()).containsExactlyElementsOf(printed);
        process.terminate(PATIENT);
        assertNoneAlive(process);
    }

    /** What it started last is not older than the last look at it; the main process was gone before anybody looked. */
    @Test
    void provesTheSessionOfAMainThatNobodyLookedAt() throws Exception {
        SidecarProcess process = launch("sleep 0.05; env -i sleep 1000 & echo $!; echo up");
        assumeThat(process.protections()).as("setsid is here").contains(Protection.SESSION);
        process.onExit().get();
        await().until(() -> TABLE.environment(printed.get(0)).orElseThrow().get(LaunchMarker.TOKEN) == null);

        process.terminate(PATIENT);

        assertNoneAlive(process);
    }

    @Test
    void remembersADescendantThatLeavesSessionParentAndEnvironment() throws Exception {
        SidecarProcess process = launch("env -i \"$(command -v setsid)\" sleep 1000 & echo $!; echo up; wait");
        assumeThat(TABLE.executable(printed.get(0))).isPresent();
        await().until(() -> TABLE.find(printed.get(0)).orElseThrow().leadsSession());

        EndReport report = process.terminate(PATIENT);

        assertThat(report.ended()).contains(printed.get(0));
        assertNoneAlive(process);
    }

    /** As a worker of PostgreSQL: when the main process has crashed, nothing else proves it. */
    @Test
    void remembersADescendantThatWasBornAfterTheLastLookAtTheTree() throws Exception {
        SidecarProcess process = launch("echo up; read -r line < '" + fifo()
                + "'; env -i \"$(command -v setsid)\" sleep 1000 & read -r line < '" + directory.resolve("fifo") + "'; wait");
        process.tree().members();
        Files.writeString(directory.resolve("fifo"), "\n");
        await().until(() -> TABLE.children(process.pid()).stream().flatMap(pid -> TABLE.find(pid).stream())
                .anyMatch(ProcessEntry::leadsSession));
        long worker = processes.own(TABLE.children(process.pid()).get(0)).pid();

        process.tree().recordChildren();
        ProcessHandle.of(process.pid()).orElseThrow().destroyForcibly();
        process.onExit().get();

        assertThat(process.terminate(PATIENT).ended()).contains(worker);
        assertNoneAlive(process);
    }

    @Test
    void endsASidecarsSidecars() throws Exception {
        SidecarProcess process = launch("(SIDECAR_ANCESTORS=$SIDECAR_OWNER:$SIDECAR_TOKEN SIDECAR_OWNER=inner"
                + " SIDECAR_TOKEN=inner setsid sleep 1000 & echo $!); echo up");
        process.onExit().get();

        process.terminate(PATIENT);

        assertNoneAlive(process);
    }

    @Test
    void asksTheMainProcessFirstAndTheOthersWhenItIsGone() throws Exception {
        // Both are ready to be asked when the child says so: its parent has set its trap before it.
        SidecarProcess process = launch("trap 'echo main got INT; sleep 0.2; echo main leaves; exit' INT;"
                + " sh -c 'trap \"echo child got TERM; exit\" TERM; echo up; while :; do sleep 0.01; done' &"
                + " while :; do wait; done");
        BufferedReader output = new BufferedReader(new InputStreamReader(process.stdout()));

        CompletableFuture<List<String>> heard = CompletableFuture.supplyAsync(() -> output.lines().toList());
        process.terminate(new StopPolicy(StopSignal.INT, Duration.ofSeconds(50)));

        assertThat(heard.get()).startsWith("main got INT", "main leaves");
        assertNoneAlive(process);
    }

    @Test
    void leavesAProcessAloneThatIsNotOfTheTree() throws Exception {
        Process before = processes.bystander("sleep", "1000");
        SidecarProcess process = launch("echo up; exec sleep 1000");
        Process after = processes.bystander("sleep", "1000");

        assertThat(process.tree().members()).containsExactly(process.pid());
        process.terminate(AT_ONCE);

        assertThat(before.isAlive()).isTrue();
        assertThat(after.isAlive()).isTrue();
    }

    /** As under {@code nohup}, or in the background of a shell without job control. */
    @Test
    void sendsTermInPlaceOfASignalThatIsIgnoredSinceTheStart() throws Exception {
        SidecarProcess process = launch("echo up; trap '' INT; exec sleep 1000");
        await().until(() -> TABLE.deafTo(process.pid(), StopSignal.INT).isPresent());

        EndReport report = process.terminate(new StopPolicy(StopSignal.INT, Duration.ofMinutes(5)));

        assertThat(report.killed()).isEmpty();
        assertThat(process.onExit().get().signal()).contains("SIGTERM");
    }

    @Test
    void leavesARecycledPidAlone() throws Exception {
        Process stranger = processes.bystander("setsid", "sh", "-c", "sleep 1000 & wait");
        await().until(() -> TABLE.find(stranger.pid()).orElseThrow().leadsSession());
        long ticks = TABLE.find(stranger.pid()).orElseThrow().startTicks();
        for (long recorded : new long[] { ticks - 1, ticks + 1, 0, -1, Long.MAX_VALUE, Long.MIN_VALUE }) {
            ProcessTree tree = ProcessTree.of(TABLE, new ProcessIdentity(TABLE.machine(), stranger.pid(), recorded),
                    new LaunchMarker(owner, "token"), true, LaunchTraces.NONE);

            assertThat(tree.members()).isEmpty();
            assertThat(new TreeTermination(tree, new SignalSender(TABLE)).run(AT_ONCE).ended()).isEmpty();
        }
        assertThat(stranger.isAlive()).isTrue();
        assertThat(stranger.children()).isNotEmpty();
    }

    /** As when the number of a child is used again between two rows of one snapshot. */
    @Test
    void looksAgainBeforeItTakesAParentsWordForAChild() throws Exception {
        SidecarProcess process = launch("echo up; exec sleep 1000");
        Process stranger = processes.bystander("sleep", "1000");
        ProcessTable torn = new TornTable(TABLE, stranger.pid(), process.pid());
        ProcessTree tree = ProcessTree.of(torn, process.identity(), new LaunchMarker(owner, process.token()), true,
                LaunchTraces.NONE);

        assertThat(torn.all()).anyMatch(entry -> entry.pid() == stranger.pid() && entry.parent() == process.pid());
        assertThat(tree.members()).containsExactly(process.pid());
    }

    @Test
    void countsNoZombie() throws Exception {
        SidecarProcess process = launch("(read -r line < '" + fifo() + "') & echo $!; echo up; exec sleep 1000");
        // A shell would take note of the child's end; sleep does not.
        await().until(() -> TABLE.executable(process.pid()).filter(file -> file.endsWith("sleep")).isPresent());
        Files.writeString(directory.resolve("fifo"), "\n");
        await().until(() -> TABLE.find(printed.get(0)).orElseThrow().zombie());

        assertThat(process.tree().members()).containsExactly(process.pid());
    }

    @Test
    void sendsTermWhereQuitIsBlocked() throws Exception {
        SidecarProcess process = launch("echo up; exec sleep 1000");
        assumeThat(TABLE.deafTo(process.pid(), StopSignal.QUIT)).as("this JDK starts children with QUIT blocked").isPresent();

        EndReport report = process.terminate(new StopPolicy(StopSignal.QUIT, Duration.ofSeconds(50)));

        assertThat(report.killed()).isEmpty();
        assertThat(process.onExit().get().signal()).contains("SIGTERM");
    }

    @Test
    void sendsTheOtherSignals() throws Exception {
        for (String signal : List.of("INT", "HUP", "USR1", "USR2")) {
            SidecarProcess process = launch("trap 'exit 42' " + signal + "; echo up; while :; do sleep 0.01; done");

            process.terminate(new StopPolicy(StopSignal.valueOf(signal), Duration.ofSeconds(50)));

            assertThat(process.onExit().get().code()).as(signal).isEqualTo(42);
        }
    }

    @Test
    void mayBeEndedAgainAndByMany() throws Exception {
        SidecarProcess process = launch("trap '' TERM; sleep 1000 & echo $!; echo up; while :; do wait; done");

        CompletableFuture<EndReport> patient = CompletableFuture.supplyAsync(() -> process.terminate(PATIENT));
        EndReport hasty = process.terminate(AT_ONCE);

        Set<Long> ended = new java.util.HashSet<>(hasty.ended());
        ended.addAll(patient.get().ended());
        assertThat(ended).containsExactlyInAnyOrderElementsOf(all(process));
        assertThat(process.terminate(PATIENT)).isEqualTo(new EndReport(List.of(), List.of(), List.of()));
    }

    @Test
    void killsAtOnceWhenTheCallerIsInterrupted() throws Exception {
        SidecarProcess process = launch("trap '' TERM; echo up; while :; do sleep 0.01; done");

        Thread.currentThread().interrupt();
        EndReport report = process.terminate(PATIENT);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.killed()).contains(process.pid());
        assertNoneAlive(process);
    }

    @Test
    void endsAForkingCrowd() throws Exception {
        SidecarProcess process = launch("trap '' TERM; f() { while :; do sleep 0.005 & sleep 0.003; done; };"
                + " for i in 1 2 3 4; do f & done; echo up; wait", 0);

        process.terminate(new StopPolicy(StopSignal.TERM, Duration.ofMillis(50)));

        assertThat(TABLE.all().stream().filter(entry -> !entry.zombie()).map(ProcessEntry::pid)
                .map(pid -> TABLE.environment(pid).orElse(Map.of()).get(LaunchMarker.TOKEN)))
                .doesNotContain(process.token());
    }

    /** It hears of its signal only when it is continued. */
    @Test
    void continuesWhatIsStoppedSoThatItCanEndInOrder() throws Exception {
        SidecarProcess process = launch("trap 'exit 3' TERM; sleep 1000 & echo $!; echo up; wait");
        List.of(process.pid(), printed.get(0)).forEach(pid -> stop(pid));

        EndReport report = process.terminate(new StopPolicy(StopSignal.TERM, Duration.ofMinutes(5)));

        assertThat(report.killed()).isEmpty();
        assertThat(process.onExit().get().code()).isEqualTo(3);
        assertNoneAlive(process);
    }

    private static void stop(long pid) {
        ProcessEntry entry = TABLE.find(pid).orElseThrow();
        new SignalSender(TABLE).send(new ProcessIdentity(TABLE.machine(), pid, entry.startTicks()), JobSignal.STOP);
        await().until(() -> TABLE.stopped(pid));
    }

    private Path fifo() throws Exception {
        Path fifo = directory.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        return fifo;
    }

    private SidecarProcess launch(String script) throws Exception {
        return launch(script, Integer.MAX_VALUE);
    }

    /** Launches, and takes hold of the first of the processes that the script prints. */
    private SidecarProcess launch(String script, int owned) throws Exception {
        SidecarProcess process = processes.own(launcher.launch(
                new ProcessSpec("helper", List.of("sh", "-c", script), System.getenv(), directory), ticket -> {
                }).get());
        StringBuilder line = new StringBuilder();
        int expected = script.split("echo \\$!", -1).length - 1;
        boolean up = false;
        while (!up || printed.size() < expected) {
            line.setLength(0);
            IntStream.generate(() -> read(process)).takeWhile(character -> character != '\n')
                    .forEach(character -> line.append((char) character));
            if (line.toString().equals("up")) {
                up = true;
            } else {
                printed.add(Long.parseLong(line.toString()));
            }
        }
        printed.stream().limit(owned).forEach(processes::own);
        return process;
    }

    /** Byte by byte: a reader would swallow what the test wants to read. */
    private static int read(SidecarProcess process) {
        try {
            int character = process.stdout().read();
            if (character < 0) {
                throw new AssertionError("the output ended: " + new String(process.stderr().readAllBytes()));
            }
            return character;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<Long> all(SidecarProcess process) {
        List<Long> all = new ArrayList<>(printed);
        all.add(process.pid());
        return all;
    }

    private void assertNoneAlive(SidecarProcess process) {
        assertThat(all(process)).allSatisfy(pid -> assertThat(TABLE.find(pid).filter(entry -> !entry.zombie())).isEmpty());
    }
}
