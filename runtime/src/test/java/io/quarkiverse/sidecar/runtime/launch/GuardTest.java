package io.quarkiverse.sidecar.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.runtime.process.ExecutableLookup;
import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

@Timeout(60)
class GuardTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private final String owner = OwnProcesses.newOwner();
    private static final int CONT = 18;
    private static final List<String> TOOLS = List.of("sh", "grep", "ls", "tr", "sleep");

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    private Guard guard;

    @AfterEach
    void close() {
        if (guard != null) {
            guard.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "dash", "bash", "busybox" })
    void killsWhatCarriesTheOwnerAndNothingElse(String shell) throws Exception {
        Process main = carrier(LaunchMarker.OWNER, owner);
        Process sidecarOfASidecar = carrier(LaunchMarker.ANCESTORS, "1-2-a:t1," + owner + ":t2");
        Process outermost = carrier(LaunchMarker.ANCESTORS, owner + ":t1,1-2-a:t2");
        List<Process> strangers = List.of(carrier("OTHER", owner), carrier(LaunchMarker.OWNER, owner + "0"),
                carrier(LaunchMarker.OWNER, "1" + owner), carrier(LaunchMarker.ANCESTORS, "1" + owner + ":t"),
                carrier(LaunchMarker.ANCESTORS, "1-2-a:" + owner),
                carrier("TEXT", "\n" + LaunchMarker.OWNER + "=" + owner + "\n"),
                processes.bystander("sleep", "1000"));
        guard = standing(shell);

        guard.close();

        assertThat(List.of(main, sidecarOfASidecar, outermost)).allSatisfy(ours -> assertThat(ours.waitFor()).isEqualTo(137));
        assertThat(guard.process().waitFor()).as("it has left").isNotEqualTo(137);
        assertThat(strangers).allMatch(Process::isAlive);
    }

    @ParameterizedTest
    @ValueSource(strings = { "dash", "bash", "busybox" })
    void staysWhateverItIsToldBySignalsAndLeavesWhenItIsDismissed(String shell) throws Exception {
        guard = standing(shell);
        Process process = guard.process();
        Process carrier = carrier(LaunchMarker.OWNER, owner);
        for (String signal : List.of("TERM", "INT", "HUP", "QUIT", "CONT", "STOP", "CONT")) {
            send(signal, process.pid());
        }
        assertThat(guard.isRunning()).isTrue();

        guard.dismiss();

        assertThat(process.waitFor()).isZero();
        assertThat(carrier.isAlive()).as("nobody was looked for").isTrue();
    }

    @Test
    void staysAlsoInABashThatIsNoPosixShellByItsName() throws Exception {
        Path sh = layers("bash").guard().orElseThrow();
        Path bash = Files.createSymbolicLink(sh.resolveSibling("bash"), tool("bash"));
        Files.delete(sh);
        guard = new Guard(owner, Map.of("PATH", bash.getParent().toString()));
        assertThat(guard.ensureRunning(new HostTools(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(bash),
                Optional.of(bash), Optional.empty()))).isTrue();
        Process process = guard.process();
        Process carrier = carrier(LaunchMarker.OWNER, owner);
        await().until(() -> catchesCont(process.pid()));
        for (int n = 0; n < 20; n++) {
            send("CONT", process.pid());
        }
        guard.dismiss();

        assertThat(process.waitFor()).isZero();
        assertThat(carrier.isAlive()).isTrue();
    }

    /** A signal that comes while it reads a line interrupts the reading. Other shells drop what they have read of it. */
    @ParameterizedTest
    @ValueSource(strings = "dash")
    void losesNoLineToASignal(String shell) throws Exception {
        List<Process> theirs = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            theirs.add(bare("exec env -i sleep 1000"));
        }
        for (Process ready : theirs) {
            await().until(() -> TABLE.environment(ready.pid()).filter(Map::isEmpty).isPresent());
        }
        Path sh = layers(shell).guard().orElseThrow();
        ProcessBuilder builder = new ProcessBuilder(GuardScript.command(sh));
        builder.environment().put("PATH", sh.getParent().toString());
        Process process = processes.start(builder);
        try (OutputStream told = process.getOutputStream()) {
            write(told, GuardScript.told(owner));
            await().until(() -> catchesCont(process.pid()));
            for (Process one : theirs) {
                String line = GuardScript.watch(new ProcessIdentity(TABLE.machine(), Integer.MAX_VALUE - one.pid(),
                        ticksOf(one.pid())), false, seen(0, TABLE.outputPipes(one.pid())));
                write(told, line.substring(0, line.length() / 2));
                send("CONT", process.pid());
                write(told, line.substring(line.length() / 2));
            }
        }

        assertThat(theirs).allSatisfy(one -> assertThat(one.waitFor()).isEqualTo(137));
    }

    /** The JDK's end of the pipe is inherited by whatever others fork: {@code -XX:OnOutOfMemoryError}, a native library. */
    @ParameterizedTest
    @ValueSource(strings = { "dash", "bash", "busybox" })
    void hearsOfTheDeathOfTheAppAlsoWhenItsPipeIsHeldByAnotherAndItIsStopped(String shell) throws Exception {
        HostTools tools = new HostTools(HostTools.detect(System.getenv("PATH")).setsid(),
                HostTools.detect(System.getenv("PATH")).setpriv(), Optional.empty(), Optional.empty(), layers(shell).guard(),
                Optional.empty());
        assumeThat(tools.setpriv()).as("a setpriv that knows parent-death signals").isPresent();
        assertThat(processes.start(new ProcessBuilder("mkfifo", directory.resolve("pipe").toString())).waitFor()).isZero();
        Process carrier = carrier(LaunchMarker.OWNER, owner);
        try (RandomAccessFile held = new RandomAccessFile(directory.resolve("pipe").toFile(), "rw")) {
            held.writeBytes(GuardScript.told(owner));
            List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" <pipe & echo $! >guard; wait", "sh"));
            command.addAll(Guard.command(tools, tools.guard().orElseThrow()));
            Process app = processes.start(new ProcessBuilder(command).directory(directory.toFile()));
            await().until(() -> Files.exists(directory.resolve("guard")) && Files.size(directory.resolve("guard")) > 1);
            long pid = processes.own(pidIn("guard")).pid();
            await().until(() -> catchesCont(pid));
            send("STOP", pid);

            app.destroyForcibly();

            assertThat(carrier.waitFor()).isEqualTo(137);
            await().until(() -> TABLE.find(pid).filter(entry -> !entry.zombie()).isEmpty());
        }
    }

    /** None of these processes carries the owner's id: their environment is empty. */
    @ParameterizedTest
    @ValueSource(strings = { "dash", "bash", "busybox" })
    void killsTheMembersOfASessionThatWereBornWhileItsLeaderLivedAndLaterOnesWithThem(String shell) throws Exception {
        Session ours = sessionOfADeadLeader("ours");
        Session strange = sessionOfADeadLeader("strange");
        guard = standing(shell);
        guard.watch(ours.leader(), true, seen(ours.early().startTicks(), Set.of()));
        // Nothing proves one of its members: all were born later than its leader was seen.
        guard.watch(strange.leader(), true, seen(0, Set.of()));

        guard.close();

        await().until(() -> !alive(ours.early()) && !alive(ours.late()));
        assertThat(guard.process().waitFor()).isZero();
        assertThat(List.of(strange.early(), strange.late())).allMatch(GuardTest::alive);
    }

    @ParameterizedTest
    @ValueSource(strings = { "dash", "bash", "busybox" })
    void killsWhoWritesItsOutputIntoThePipesOfALaunchAndNoOtherHolder(String shell) throws Exception {
        Process main = bare("exec env -i sleep 1000");
        Process descendant = bare("exec env -i sleep 1000 >/proc/" + main.pid() + "/fd/1");
        Process holder = bare("exec env -i sleep 1000 5>/proc/" + main.pid() + "/fd/1");
        Process reader = bare("exec env -i sleep 1000 >/dev/null 5</proc/" + main.pid() + "/fd/1");
        Process other = bare("exec env -i sleep 1000");
        for (Process ready : List.of(main, descendant, holder, reader, other)) {
            await().until(() -> TABLE.environment(ready.pid()).filter(Map::isEmpty).isPresent());
        }
        guard = standing(shell);
        ProcessIdentity forgotten = new ProcessIdentity(TABLE.machine(), Integer.MAX_VALUE - 1, ticksOf(main.pid()));
        guard.watch(forgotten, true, seen(0, TABLE.outputPipes(other.pid())));
        guard.forget(forgotten);
        ProcessIdentity gone = new ProcessIdentity(TABLE.machine(), Integer.MAX_VALUE, ticksOf(main.pid()));
        guard.watch(gone, true, seen(0, TABLE.outputPipes(main.pid())));

        guard.close();

        assertThat(List.of(main, descendant)).allSatisfy(ours -> assertThat(ours.waitFor()).isEqualTo(137));
        assertThat(guard.process().waitFor()).isZero();
        assertThat(List.of(holder, reader, other)).allMatch(Process::isAlive);
    }

    @Test
    void tellsANewGuardWhatTheOldOneKnew() throws Exception {
        Session session = sessionOfADeadLeader("ours");
        HostTools tools = HostTools.detect(System.getenv("PATH"));
        guard = new Guard(owner, System.getenv());
        assertThat(guard.ensureRunning(tools)).isTrue();
        guard.watch(session.leader(), true, seen(session.early().startTicks(), Set.of()));
        guard.process().destroyForcibly().waitFor();
        await().until(() -> !guard.isRunning());
        assertThat(guard.watches(session.leader())).isFalse();

        assertThat(guard.ensureRunning(tools)).isTrue();
        assertThat(guard.watches(session.leader())).isTrue();
        guard.close();

        await().until(() -> !alive(session.early()));
    }

    /** A guard that is suspended, and whose pipe is full, holds up no launch. */
    @Test
    void isToldWithoutWaitingForIt() throws Exception {
        guard = standing("dash");
        send("STOP", guard.process().pid());

        for (int launch = 0; launch < 20_000; launch++) {
            guard.watch(new ProcessIdentity(TABLE.machine(), Integer.MAX_VALUE - launch, 1), true, LaunchTraces.NONE);
        }

        assertThat(guard.isRunning()).isTrue();
        guard.process().destroyForcibly().waitFor();
    }

    @Test
    void carriesNothingThatAScanCouldTakeItFor() throws Exception {
        guard = standing("dash");
        long pid = guard.process().pid();

        await().untilAsserted(() -> assertThat(TABLE.environment(pid)).get().satisfies(
                environment -> assertThat(environment).containsOnlyKeys("PATH", "LC_ALL")
                        .doesNotContainValue(owner)));
        assertThat(TABLE.commandLine(pid).orElseThrow()).noneMatch(argument -> argument.contains(owner));
    }

    @Test
    void handsOnWhatAnOuterAppKnowsItsSidecarsBy() throws Exception {
        guard = new Guard(owner,
                Map.of("PATH", System.getenv("PATH"), LaunchMarker.OWNER, "1-2-a", LaunchMarker.TOKEN, "t", "SECRET", "s"));
        assertThat(guard.ensureRunning(HostTools.detect(System.getenv("PATH")))).isTrue();

        await().untilAsserted(() -> assertThat(TABLE.environment(guard.process().pid())).get().satisfies(
                environment -> assertThat(environment).containsEntry(LaunchMarker.ANCESTORS, "1-2-a:t")
                        .doesNotContainKey("SECRET")));
    }

    @Test
    void isStartedAgainByTheNextLaunchWhenSomebodyEndedIt() throws Exception {
        HostTools tools = HostTools.detect(System.getenv("PATH"));
        guard = new Guard(owner, System.getenv());
        assertThat(guard.ensureRunning(tools)).isTrue();
        Process first = guard.process();

        first.destroyForcibly().waitFor();

        await().until(() -> !guard.isRunning());
        assertThat(guard.ensureRunning(tools)).isTrue();
        assertThat(guard.process().pid()).isNotEqualTo(first.pid());
    }

    @Test
    void doesNotStandOnceClosed() {
        guard = new Guard(owner, System.getenv());
        guard.close();

        assertThat(guard.ensureRunning(HostTools.detect(System.getenv("PATH")))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "grep", "ls", "tr", "sleep" })
    void isNotTrustedWithoutItsTools(String missing) throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        for (String tool : TOOLS) {
            if (!tool.equals(missing)) {
                Files.createSymbolicLink(bin.resolve(tool), tool(tool));
            }
        }

        assertThat(HostTools.detect(bin.toString()).guard()).isEmpty();
        Files.createSymbolicLink(bin.resolve(missing), tool(missing));
        assertThat(HostTools.detect(bin.toString()).guard()).isPresent();
    }

    @Test
    void isNotTrustedWithAGrepThatSeesOnlyTheFirstVariable() throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(bin.resolve(tool), tool(tool));
        }
        Files.delete(bin.resolve("grep"));
        Files.writeString(bin.resolve("grep"), "#!" + tool("sh") + "\ncase $1 in -ls*) exit 1;; esac\nexec "
                + tool("grep") + " \"$@\"\n");
        assertThat(bin.resolve("grep").toFile().setExecutable(true)).isTrue();

        assertThat(HostTools.detect(bin.toString()).guard()).isEmpty();
    }

    /** As if processes forked, and ended, faster than it looks: what it finds has ended when it comes to it. */
    @ParameterizedTest
    @ValueSource(strings = { "dash", "bash" })
    void looksOnAsLongAsItFindsAnybody(String shell) throws Exception {
        Path bin = layers(shell).guard().orElseThrow().getParent();
        Files.delete(bin.resolve("grep"));
        write(bin.resolve("grep"), """
                #!%s
                if [ "$1" = -lszF ] && [ "$(wc -c <%2$s/looks)" -lt 8 ]; then
                  printf x >>%2$s/looks
                  echo /proc/%3$d/environ
                  exit
                fi
                exec %4$s "$@"
                """.formatted(tool("sh"), directory, Integer.MAX_VALUE, tool("grep")));
        Files.createSymbolicLink(bin.resolve("wc"), tool("wc"));
        Files.writeString(directory.resolve("looks"), "xxxxxxxx");
        guard = new Guard(owner, Map.of("PATH", bin.toString()));
        assertThat(guard.ensureRunning(HostTools.detect(bin.toString()))).isTrue();
        Files.writeString(directory.resolve("looks"), "");
        Process carrier = carrier(LaunchMarker.OWNER, owner);

        guard.close();

        assertThat(guard.process().waitFor()).isZero();
        assertThat(directory.resolve("looks")).hasContent("xxxxxxxx");
        assertThat(carrier.waitFor()).isEqualTo(137);
    }

    @Test
    void isAProtectionThatALaunchTellsOf() throws Exception {
        assumeThat(HostTools.detect(System.getenv("PATH")).guard()).as("the guard's tools").isPresent();
        try (Launcher launcher = new Launcher(TABLE, owner)) {
            SidecarProcess process = processes.own(launcher.launch(
                    new ProcessSpec("helper", List.of("sleep", "1000"), System.getenv(), directory), ticket -> {
                    }).get());

            assertThat(process.protections()).contains(Protection.GUARD);
            assertThat(launcher.guarded()).isTrue();
        }
    }

    @Test
    void killsWhatACloseFindsStillAlive() throws Exception {
        try (Launcher launcher = new Launcher(TABLE, owner)) {
            processes.own(launcher.launch(new ProcessSpec("helper",
                    List.of("sh", "-c", "setsid sleep 1000 & echo $! > daemon; exec sleep 1000"), System.getenv(), directory),
                    ticket -> {
                    }).get());
            await().until(() -> Files.exists(directory.resolve("daemon")) && Files.size(directory.resolve("daemon")) > 1);
        }
        long daemon = processes.own(pidIn("daemon")).pid();

        await().until(() -> TABLE.find(daemon).filter(entry -> !entry.zombie()).isEmpty());
    }

    /**
     * In a pid namespace of its own: the number is given to another between the look at the environment and the signal.
     * (BusyBox
     * takes its own tr, which nobody can hold up.)
     */
    @ParameterizedTest
    @ValueSource(strings = { "dash", "bash" })
    void leavesAProcessAloneThatGotTheNumberWhileItLooked(String shell) throws Exception {
        Path bin = layers(shell).guard().orElseThrow().getParent();
        Files.move(bin.resolve("tr"), bin.resolve("real-tr"));
        write(bin.resolve("tr"), """
                #!%s
                cat > %2$s/environ
                if [ -e %2$s/armed ]; then
                  ours=$(cat %2$s/armed); rm %2$s/armed
                  kill -s KILL "$ours"
                  while [ -e "/proc/$ours" ]; do sleep 0.01; done
                  echo $((ours - 1)) > /proc/sys/kernel/ns_last_pid
                  sleep 1000 & echo $! > %2$s/innocent
                fi
                exec tr "$@" < %2$s/environ
                """.formatted(tool("sh"), directory).replace("exec tr", "exec " + tool("tr")));
        write(directory.resolve("machine.sh"), """
                SIDECAR_OWNER=%1$s sleep 1000 &
                echo $! > %2$s/ours; echo $! > %2$s/armed
                { echo %1$s; } | env -i PATH=%3$s:$PATH %3$s/sh %2$s/guard.sh
                kill -s 0 "$(cat %2$s/innocent)" && echo alive > %2$s/outcome
                """.formatted(owner, directory, bin));
        write(directory.resolve("guard.sh"), GuardScript.command(bin.resolve("sh")).get(2));

        Process machine = processes.start(new ProcessBuilder("unshare", "--user", "--map-root-user", "--pid", "--fork",
                "--kill-child", "--mount-proc", "sh", "-x", directory.resolve("machine.sh").toString())
                .redirectErrorStream(true));
        String said = new String(machine.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assumeThat(directory.resolve("ours")).as("a pid namespace is permitted here: %s", said).exists();
        assertThat(pidIn("innocent")).as(said).isEqualTo(pidIn("ours"));
        assertThat(directory.resolve("outcome")).as(said).hasContent("alive\n");
    }

    /** Its members have neither environment nor parent, and none of the pipes of this test. */
    private record Session(ProcessIdentity leader, ProcessEntry early, ProcessEntry late, ProcessEntry latest) {
    }

    /** A listing takes time, in which members fork: one that it has missed is found while something proves its session. */
    @ParameterizedTest
    @ValueSource(strings = { "dash", "bash" })
    void keepsTheProofOfASessionUntilNoLaterMemberIsFound(String shell) throws Exception {
        Session ours = sessionOfADeadLeader("ours");
        Path bin = layers(shell).guard().orElseThrow().getParent();
        Files.delete(bin.resolve("grep"));
        write(bin.resolve("grep"), """
                #!%1$s
                if [ "$1" = -lsE ] && rm %2$s/armed 2>/dev/null; then
                  %3$s "$@" | %3$s -v /%4$d/
                else
                  exec %3$s "$@"
                fi
                """.formatted(tool("sh"), directory, tool("grep"), ours.latest().pid()));
        Files.createSymbolicLink(bin.resolve("rm"), tool("rm"));
        guard = new Guard(owner, Map.of("PATH", bin.toString()));
        assertThat(guard.ensureRunning(HostTools.detect(bin.toString()))).isTrue();
        Files.writeString(directory.resolve("armed"), "");
        guard.watch(ours.leader(), true, seen(ours.early().startTicks(), Set.of()));

        guard.close();

        assertThat(guard.process().waitFor()).isZero();
        assertThat(directory.resolve("armed")).doesNotExist();
        await().until(() -> !alive(ours.early()) && !alive(ours.late()) && !alive(ours.latest()));
    }

    private Session sessionOfADeadLeader(String name) throws Exception {
        String member = "sleep 0.03; env -i sleep 1000 >/dev/null 2>&1 & echo $! >" + name;
        Process leader = processes.start(new ProcessBuilder("setsid", "sh", "-c", "MEMBER-early; MEMBER-late; MEMBER-latest;"
                .replace("MEMBER", member) + " read -r end").directory(directory.toFile()));
        await().until(() -> Files.exists(directory.resolve(name + "-latest"))
                && Files.size(directory.resolve(name + "-latest")) > 1);
        ProcessIdentity identity = new ProcessIdentity(TABLE.machine(), leader.pid(), ticksOf(leader.pid()));
        List<ProcessEntry> members = new ArrayList<>();
        for (String age : List.of("-early", "-late", "-latest")) {
            long pid = processes.own(pidIn(name + age)).pid();
            await().until(() -> TABLE.environment(pid).filter(Map::isEmpty).isPresent());
            members.add(TABLE.find(pid).orElseThrow());
        }
        leader.getOutputStream().close();
        leader.waitFor();
        return new Session(identity, members.get(0), members.get(1), members.get(2));
    }

    private Process bare(String script) throws IOException {
        return processes.start(new ProcessBuilder("sh", "-c", script));
    }

    private static LaunchTraces seen(long lastSeenTicks, Set<Long> pipes) {
        return new LaunchTraces(pipes, Optional.empty(), lastSeenTicks, Map.of());
    }

    private static long ticksOf(long pid) {
        return TABLE.find(pid).orElseThrow().startTicks();
    }

    private static boolean alive(ProcessEntry process) {
        return TABLE.find(process.pid()).filter(now -> now.sameProcess(process) && !now.zombie()).isPresent();
    }

    private static boolean catchesCont(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("SigCgt:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.split("\\s+")[1], 16) & 1L << CONT - 1) != 0);
    }

    private static void send(String signal, long pid) throws Exception {
        assertThat(new ProcessBuilder("/bin/kill", "-s", signal, Long.toString(pid)).start().waitFor()).isZero();
    }

    private static void write(OutputStream told, String text) throws IOException {
        told.write(text.getBytes(StandardCharsets.US_ASCII));
        told.flush();
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Guard standing(String shell) throws IOException {
        HostTools tools = layers(shell);
        Guard standing = new Guard(owner, Map.of("PATH", directory.resolve(shell).toString()));
        assertThat(standing.ensureRunning(tools)).isTrue();
        return standing;
    }

    /** Only that shell, and the tools that belong to it. */
    private HostTools layers(String shell) throws IOException {
        Optional<Path> program = ExecutableLookup.find(shell, System.getenv("PATH"), directory);
        assumeThat(program).as("there is a " + shell).isPresent();
        Path bin = Files.createDirectory(directory.resolve(shell));
        for (String name : TOOLS) {
            boolean itself = name.equals("sh") || shell.equals("busybox");
            Files.createSymbolicLink(bin.resolve(name), itself ? program.get().toRealPath() : tool(name));
        }
        HostTools tools = HostTools.detect(bin.toString());
        assertThat(tools.guard()).as("the guard runs in " + shell).contains(bin.resolve("sh"));
        return tools;
    }

    private Process carrier(String name, String value) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "1000");
        builder.environment().keySet().removeAll(Set.of(LaunchMarker.OWNER, LaunchMarker.TOKEN, LaunchMarker.ANCESTORS));
        builder.environment().put(name, value);
        return processes.start(builder);
    }

    private long pidIn(String file) throws IOException {
        return Long.parseLong(Files.readString(directory.resolve(file), StandardCharsets.UTF_8).strip());
    }

    private static Path tool(String name) throws IOException {
        return Stream.of(System.getenv("PATH").split(":")).map(path -> Path.of(path, name)).filter(Files::isExecutable)
                .findFirst().orElseThrow(() -> new AssertionError("no " + name)).toRealPath();
    }
}
