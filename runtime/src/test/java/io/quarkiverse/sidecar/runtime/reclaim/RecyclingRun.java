package io.quarkiverse.sidecar.runtime.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.runtime.launch.Launcher;
import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;
import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;
import io.quarkiverse.sidecar.runtime.state.RecordCodec;
import io.quarkiverse.sidecar.runtime.state.RunId;
import io.quarkiverse.sidecar.runtime.state.Slot;

/**
 * Runs as the only application of a pid namespace, where a pid can be given again at will: kills applications with their
 * sidecars, gives their pids to innocent processes, and starts again. Prints one line for each round that went well.
 */
class RecyclingRun {

    /** Stays the main process, with a child. */
    private static final List<String> SIDECAR = List.of("/bin/sh", "-c", "echo up; sleep 1000; true");

    /** Starts a command again and again until it has the pid in the first argument. */
    private static final String TAKE = "n=$1; shift; i=0; while [ $i -lt 500 ]; do i=$((i+1));"
            + " echo $((n-1)) > /proc/sys/kernel/ns_last_pid; \"$@\" </dev/null >/dev/null 2>&1 &"
            + " [ $! -eq $n ] && exit 0; kill -9 $!; wait $!; done; exit 1";

    /** Gives one pid to two processes, until both have started in the same tick. Prints that tick; the second lives. */
    private static final String TAKE_TWICE = "start() { ticks=${20}; }; n=$1; shift; i=0;"
            + " while [ $i -lt 2000 ]; do i=$((i+1)); echo $((n-1)) > /proc/sys/kernel/ns_last_pid; sleep 1000 & one=$!;"
            + " read -r stat < /proc/$one/stat; start ${stat##*) }; first=$ticks; kill -9 $one; wait $one;"
            + " echo $((n-1)) > /proc/sys/kernel/ns_last_pid; \"$@\" </dev/null >/dev/null 2>&1 & two=$!;"
            + " read -r stat < /proc/$two/stat; start ${stat##*) };"
            + " if [ $one -eq $n ] && [ $two -eq $n ] && [ $first = $ticks ]; then echo $ticks; exit 0; fi;"
            + " kill -9 $two; wait $two; done; exit 1";

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();

    private final Path directory;

    RecyclingRun(Path directory) {
        this.directory = directory;
    }

    /** The folder, then how many rounds of each kind. */
    public static void main(String[] arguments) throws Exception {
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            RecyclingRun run = new RecyclingRun(Files.createDirectory(Path.of(arguments[0], "sidecar-" + round)));
            run.theSidecarsPid();
            System.out.println("ok sidecar");
        }
        for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
            RecyclingRun run = new RecyclingRun(Files.createDirectory(Path.of(arguments[0], "app-" + round)));
            run.theAppsPid();
            System.out.println("ok app");
        }
        for (int round = 0; round < Integer.parseInt(arguments[3]); round++) {
            RecyclingRun run = new RecyclingRun(Files.createDirectory(Path.of(arguments[0], "tick-" + round)));
            run.inOneTick(true, "env", "SIDECAR_OWNER=1-1-" + "a".repeat(32), "SIDECAR_TOKEN=" + "a".repeat(32), "sleep",
                    "1000");
            run.inOneTick(false, "tail", "-f", "/dev/null");
            System.out.println("ok tick");
        }
        System.exit(0);
    }

    private void theSidecarsPid() throws Exception {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(SIDECAR);
        CrashedApp crashed = crash(System.getenv("PATH"));
        endSession(crashed.sidecar());
        ProcessEntry innocent = take(crashed.sidecar(), command);

        startAgain(lease -> {
            assertThat(lease.reclaimed()).isEmpty();
            assertThat(lease.leftAlone()).singleElement().satisfies(left -> {
                assertThat(left.pid()).isEqualTo(innocent.pid());
                assertThat(left.why()).contains("given to another process");
            });
        });
        assertThat(innocent.leadsSession()).isTrue();
        endInnocent(innocent);
    }

    /** The sidecar outlives the app here, or dies with it: afterwards it is gone, and nobody took the innocent for the app. */
    private void theAppsPid() throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("sleep"), Path.of("/bin/sleep"));
        CrashedApp crashed = crash(bin.toString());
        List<String> sameCommand = CrashingApp.java(CrashingApp.class, directory.resolve("elsewhere").toString(), "sleep 1000")
                .command();
        Files.createDirectory(directory.resolve("elsewhere"));
        ProcessEntry innocent = take(crashed.app(), sameCommand);

        startAgain(lease -> {
            assertThat(directory.resolve("state")).satisfies(state -> assertThat(slots(state)).containsExactly("slot-0"));
            assertThat(TABLE.find(crashed.sidecar()).filter(entry -> !entry.zombie())).isEmpty();
        });
        endInnocent(innocent);
    }

    private void inOneTick(boolean leadsSession, String... innocentCommand) throws Exception {
        long pid = 20_000;
        List<String> command = new ArrayList<>(List.of("sh", "-c", TAKE_TWICE, "sh", Long.toString(pid)));
        if (leadsSession) {
            command.add("setsid");
        }
        command.addAll(List.of(innocentCommand));
        Process taking = new ProcessBuilder(command).start();
        String ticks = new String(taking.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(taking.waitFor()).as("one pid was given twice in one tick").isZero();
        String program = List.of(innocentCommand).contains("sleep") ? "sleep" : "tail";
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> TABLE.executable(pid).filter(file -> file.endsWith(program)).isPresent());
        ProcessEntry innocent = TABLE.find(pid).orElseThrow();
        assertThat(innocent.leadsSession()).isEqualTo(leadsSession);
        record(new LaunchRecord("helper", new ProcessIdentity(TABLE.machine(), pid, Long.parseLong(ticks)), "b".repeat(32),
                new RunId(4_000_000, 1, "d".repeat(32)), true, Path.of("/bin/sleep").toRealPath(), Instant.now(),
                LaunchTraces.NONE));

        startAgain(lease -> {
            assertThat(lease.reclaimed()).isEmpty();
            assertThat(lease.leftAlone()).singleElement()
                    .satisfies(left -> assertThat(left.why()).doesNotContain("given to another process"));
        });
        endInnocent(innocent);
    }

    private void record(LaunchRecord record) throws IOException {
        Path records = Files.createDirectories(directory.resolve("state/" + TABLE.machine().bootId() + "-"
                + TABLE.machine().pidNamespace() + "/slot-0/records"));
        Files.writeString(records.resolve("helper.json"), RecordCodec.encode(record));
    }

    private record CrashedApp(long app, long sidecar) {
    }

    private CrashedApp crash(String path) throws Exception {
        ProcessBuilder builder = CrashingApp.java(CrashingApp.class,
                Files.createDirectory(directory.resolve("state")).toString(),
                SIDECAR.get(2));
        builder.environment().put("PATH", path);
        Process app = builder.start();
        long sidecar = 0;
        try (BufferedReader output = new BufferedReader(new InputStreamReader(app.getInputStream()))) {
            for (String line = output.readLine(); !"up".equals(line); line = output.readLine()) {
                assertThat(line).as("a line of the app").isNotNull();
                sidecar = line.startsWith("sidecar ") ? Long.parseLong(line.substring("sidecar ".length())) : sidecar;
            }
            app.toHandle().destroyForcibly();
            app.waitFor();
        }
        return new CrashedApp(app.pid(), sidecar);
    }

    /** A number is not free while it is that of a session. */
    private static void endSession(long session) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            List<ProcessEntry> members = TABLE.all().stream().filter(entry -> entry.session() == session).toList();
            members.forEach(member -> ProcessHandle.of(member.pid()).ifPresent(ProcessHandle::destroyForcibly));
            return members.isEmpty();
        });
    }

    private static ProcessEntry take(long pid, List<String> command) throws Exception {
        List<String> taking = new ArrayList<>(List.of("sh", "-c", TAKE, "sh", Long.toString(pid)));
        taking.addAll(command);
        assertThat(new ProcessBuilder(taking).start().waitFor()).as("pid %d was given again", pid).isZero();
        // Not by its program: the shell that takes the pid has the same one.
        List<String> atLast = command.get(0).equals("setsid") ? command.subList(1, command.size()) : command;
        await().pollInterval(Duration.ofMillis(5)).until(() -> TABLE.commandLine(pid).filter(atLast::equals).isPresent());
        return TABLE.find(pid).orElseThrow();
    }

    private interface Look {
        void at(SlotLease lease) throws Exception;
    }

    private void startAgain(Look look) throws Exception {
        Reclaimer reclaimer = new Reclaimer(TABLE, Optional.of(directory.resolve("state")));
        try (SlotLease lease = reclaimer.occupy(name -> StopPolicy.AT_ONCE);
                Launcher launcher = new Launcher(TABLE, lease.owner())) {
            look.at(lease);
            SidecarProcess sidecar = launcher.launch(new ProcessSpec("helper", SIDECAR, System.getenv(), directory),
                    lease.records()).get();
            assertThat(sidecar.protections()).contains(Protection.RECORD);
            sidecar.terminate(StopPolicy.AT_ONCE);
            lease.records().remove("helper");
        }
    }

    private static void endInnocent(ProcessEntry innocent) {
        assertThat(TABLE.find(innocent.pid())).as("the innocent process").contains(innocent);
        ProcessHandle.of(innocent.pid()).ifPresent(ProcessHandle::destroyForcibly);
        await().pollInterval(Duration.ofMillis(5)).until(() -> TABLE.find(innocent.pid()).isEmpty());
    }

    private static List<String> slots(Path state) throws IOException {
        return Slot.in(state.resolve(TABLE.machine().bootId() + "-" + TABLE.machine().pidNamespace())).stream()
                .map(slot -> slot.directory().getFileName().toString()).toList();
    }
}
