package io.quarkiverse.sidecar.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.runtime.launch.LaunchListener.LaunchTicket;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.SignalSender;

@Timeout(60)
class LauncherTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private static final LaunchListener RECORDED = ticket -> {
    };
    private static final String SECRET = "s3cr3t-value";

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    private final String owner = OwnProcesses.newOwner();
    private Launcher launcher = new Launcher(TABLE, owner);

    @AfterEach
    void close() {
        launcher.close();
    }

    @Test
    void startsTheProgramOnlyAfterItWasAnnounced() throws Exception {
        Path record = directory.resolve("record");

        SidecarProcess process = launch(spec("sh", "-c", "[ -s \"$1\" ] && echo recorded || echo missing", "sh",
                record.toString()), ticket -> Files.writeString(record, ticket.token()));

        assertThat(output(process)).isEqualTo("recorded");
        assertThat(process.protections()).contains(Protection.RECORD, Protection.GATE);
    }

    @Test
    void hearsOfTheExitAlsoWhenTheAppHasFilledTheCommonPool() throws Exception {
        Process app = processes.start(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2", "-cp",
                System.getProperty("java.class.path"), BusyApp.class.getName()).redirectError(Redirect.DISCARD));

        await().atMost(Duration.ofSeconds(30)).until(() -> app.getInputStream().available() > 0);
        assertThat(app.inputReader().readLine()).isEqualTo("exit 42");
    }

    @Test
    void givesNotesThatCouldNotBeKeptAgain() throws Exception {
        SidecarProcess process = launch(spec("sh", "-c", "sleep 1000 & wait"), RECORDED);
        await().until(() -> TABLE.children(process.pid()).size() == 1);
        List<LaunchTraces> kept = new ArrayList<>();

        assertThatThrownBy(() -> process.observe(traces -> {
            throw new IOException("disk full");
        })).hasMessage("disk full");
        process.observe(kept::add);
        process.observe(kept::add);

        assertThat(kept).singleElement().extracting(traces -> traces.descendants().keySet())
                .isEqualTo(Set.copyOf(TABLE.children(process.pid())));
    }

    @Test
    void holdsTheGateWhileTheListenerIsAtWork() throws Exception {
        Path started = directory.resolve("started");
        AtomicReference<List<String>> meanwhile = new AtomicReference<>();

        SidecarProcess process = launch(spec("touch", started.toString()), ticket -> {
            // The gate is there as soon as the shell has replaced the tools in front of it.
            while (TABLE.commandLine(ticket.identity().pid()).filter(line -> line.get(0).endsWith("sh")).isEmpty()) {
                Thread.onSpinWait();
            }
            meanwhile.set(TABLE.commandLine(ticket.identity().pid()).orElseThrow());
            assertThat(started).doesNotExist();
        });

        assertThat(process.onExit().get().code()).isZero();
        assertThat(started).exists();
        assertThat(meanwhile.get()).contains("-c").endsWith(started.toString());
    }

    @Test
    void keepsPidAndStartAcrossTheGate() throws Exception {
        AtomicReference<LaunchTicket> announced = new AtomicReference<>();

        SidecarProcess process = launch(spec("sh", "-c", "echo $$; exec sleep 1000"), announced::set);

        assertThat(process.stdout().read()).isPositive();
        LaunchTicket ticket = announced.get();
        assertThat(process.identity()).isEqualTo(ticket.identity());
        assertThat(TABLE.find(process.pid())).get().matches(ticket.identity()::is);
        assertThat(ticket.token()).isEqualTo(process.token()).matches("[0-9a-f]{32}");
        assertThat(ticket.owner()).isEqualTo(owner);
        assertThat(ticket.name()).isEqualTo("helper");
    }

    @Test
    void leadsItsOwnSession() throws Exception {
        SidecarProcess process = launch(spec("sh", "-c", "echo up; exec sleep 1000"), RECORDED);
        assumeThat(process.protections()).as("setsid is here").contains(Protection.SESSION);

        process.stdout().read();

        assertThat(TABLE.find(process.pid())).get().matches(ProcessEntry::leadsSession)
                .matches(entry -> entry.group() == entry.pid());
    }

    @Test
    void givesTheProgramAnEmptyInput() throws Exception {
        assertThat(output(launch(spec("readlink", "/proc/self/fd/0"), RECORDED))).isEqualTo("/dev/null");
    }

    @Test
    void forksFromOnePermanentThread() throws Exception {
        List<Thread> threads = new ArrayList<>();

        launch(spec("true"), ticket -> threads.add(Thread.currentThread()));
        launch(spec("true"), ticket -> {
            threads.add(Thread.currentThread());
            throw new IllegalStateException("a listener that is broken");
        });
        launch(spec("true"), ticket -> threads.add(Thread.currentThread()));

        assertThat(threads).hasSize(3);
        assertThat(threads.get(0)).isSameAs(threads.get(1)).isSameAs(threads.get(2))
                .matches(Thread::isDaemon).matches(thread -> thread.getName().equals("sidecar-launcher"))
                .matches(thread -> thread.getContextClassLoader() == ClassLoader.getSystemClassLoader());
    }

    @Test
    void launchesWithoutARecordWhenNoneCanBeWritten() throws Exception {
        SidecarProcess process = launch(spec("echo", "alive"), ticket -> {
            throw new IOException("disk full");
        });

        assertThat(output(process)).isEqualTo("alive");
        assertThat(process.protections()).doesNotContain(Protection.RECORD, Protection.GATE);
    }

    @Test
    void marksTheProcess() throws Exception {
        Map<String, String> environment = environment();
        environment.putAll(Map.of("SIDECAR_TOKEN", "forged", "SIDECAR_OWNER", "forged", "SIDECAR_NAME", "forged",
                "SIDECAR_ANCESTORS", "forged:forged", "SIDECAR_PPID", "1"));

        SidecarProcess process = launch(new ProcessSpec("helper", List.of("env"), environment, directory), RECORDED);

        assertThat(output(process).lines()).contains("SIDECAR_NAME=helper", "SIDECAR_OWNER=" + owner,
                "SIDECAR_TOKEN=" + process.token()).noneMatch(line -> line.contains("forged"))
                .noneMatch(line -> line.startsWith("SIDECAR_PPID") || line.startsWith("SIDECAR_GATE"));
    }

    @Test
    void handsOnNothingButTheSpecsEnvironment() throws Exception {
        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"), "GREETING", "hello");

        SidecarProcess process = launch(new ProcessSpec("helper", List.of("env"), environment, directory), RECORDED);

        assertThat(output(process).lines().map(line -> line.substring(0, line.indexOf('='))))
                .contains("PATH", "GREETING").doesNotContain("HOME", "LANG", "SIDECAR_ANCESTORS");
    }

    @Test
    void handsOnTheClaimsThatTheAppCarriesItself() throws Exception {
        Map<String, String> app = environment();
        app.putAll(Map.of("SIDECAR_OWNER", "outer", "SIDECAR_TOKEN", "t1", "SIDECAR_ANCESTORS", "outermost:t0"));
        launcher = new Launcher(TABLE, new SignalSender(TABLE), "inner", app);

        assertThat(output(launch(spec("env"), RECORDED)).lines()).contains("SIDECAR_OWNER=inner",
                "SIDECAR_ANCESTORS=outer:t1,outermost:t0");
    }

    @Test
    void keepsNamesThatAreNoIdentifiers() throws Exception {
        assumeThat(tools().bash()).as("bash is here").isPresent();
        Map<String, String> environment = environment();
        environment.putAll(Map.of("spring.name", "dotted", "x-y", "dashed", "go", "short", "IFS", "x"));

        SidecarProcess process = launch(new ProcessSpec("helper", List.of("env"), environment, directory), RECORDED);

        assertThat(output(process).lines()).contains("spring.name=dotted", "x-y=dashed", "go=short");
    }

    @Test
    void refusesADeclaredNameThatTheOnlyShellWouldLose() {
        launcher = launcher(
                tools -> new HostTools(tools.setsid(), tools.setpriv(), tools.shell(), Optional.empty(), tools.guard(),
                        Optional.empty()));
        Map<String, String> environment = environment();
        environment.put("spring.name", SECRET);

        assertThatThrownBy(() -> launch(new ProcessSpec("helper", List.of("env"), environment, directory), RECORDED))
                .isInstanceOf(IOException.class).hasMessageContaining("spring.name").hasMessageContaining("bash")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void launchesAlthoughTheOnlyShellLosesAnInheritedName() throws Exception {
        Map<String, String> app = environment();
        app.put("spring.name", "inherited");
        HostTools found = tools();
        launcher = new Launcher(new LaunchSequence(TABLE, new SignalSender(TABLE), owner, app,
                () -> new HostTools(found.setsid(), found.setpriv(), found.shell(), Optional.empty(), found.guard(),
                        Optional.empty())));

        assertThat(output(launch(new ProcessSpec("helper", List.of("echo", "up"), app, directory), RECORDED))).isEqualTo("up");
    }

    @Test
    void showsNoValueInTheArgumentsOrTexts() throws Exception {
        Map<String, String> environment = environment();
        environment.put("PASSWORD", SECRET);
        environment.put("dotted.password", SECRET);
        ProcessSpec spec = new ProcessSpec("helper", List.of("sleep", "1000"), environment, directory);
        List<String> arguments = new ArrayList<>();

        SidecarProcess process = launch(spec, ticket -> {
            await().until(() -> TABLE.commandLine(ticket.identity().pid()).filter(line -> line.contains("1000")).isPresent());
            arguments.addAll(TABLE.commandLine(ticket.identity().pid()).orElseThrow());
        });

        await().until(() -> TABLE.commandLine(process.pid()).filter(line -> line.get(0).endsWith("sleep") && line.size() == 2)
                .isPresent());
        assertThat(arguments).isNotEmpty().noneMatch(argument -> argument.contains(SECRET));
        assertThat(spec.toString()).contains("PASSWORD").doesNotContain(SECRET);
    }

    @Test
    void namesAVariableThatNoProcessCanBeGivenButNotItsValue() {
        Map<String, String> environment = environment();
        environment.put("PASSWORD", SECRET + "\0");

        assertThatThrownBy(() -> launch(new ProcessSpec("helper", List.of("env"), environment, directory), RECORDED))
                .isInstanceOf(IOException.class).hasMessageContaining("PASSWORD").hasMessageNotContaining(SECRET);
    }

    @Test
    void namesThePathThatWasSearchedInVain() {
        Map<String, String> environment = environment();
        environment.put("PATH", directory.resolve("bin") + ":/nowhere");

        assertThatThrownBy(() -> launch(new ProcessSpec("helper", List.of("sleep"), environment, directory), RECORDED))
                .isInstanceOf(CommandNotExecutableException.class)
                .hasMessageContaining("'helper'").hasMessageContaining("'sleep'").hasMessageContaining("/nowhere");
    }

    @Test
    void namesTheWorkingDirectoryOfAProgramThatMayNotBeExecuted() throws Exception {
        Files.writeString(directory.resolve("run.sh"), "#!/bin/sh\n");

        assertThatThrownBy(() -> launch(spec("./run.sh"), RECORDED)).isInstanceOf(CommandNotExecutableException.class)
                .hasMessageContaining("./run.sh").hasMessageContaining(directory.toString());
        assertThatThrownBy(() -> launch(spec("./"), RECORDED)).isInstanceOf(CommandNotExecutableException.class);
    }

    @Test
    void namesAWorkingDirectoryThatIsMissing() {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> launch(new ProcessSpec("helper", List.of("true"), environment(), missing), RECORDED))
                .isInstanceOf(CommandNotExecutableException.class).hasMessageContaining(missing.toString());
    }

    @Test
    void findsTheProgramOnTheSidecarsOwnPathAndWorkingDirectory() throws Exception {
        script("bin/greet", "echo from-path");
        script("greet", "echo from-folder");
        Map<String, String> environment = environment();
        environment.merge("PATH", "bin:", (path, own) -> own + path);

        assertThat(output(launch(new ProcessSpec("helper", List.of("greet"), environment, directory), RECORDED)))
                .isEqualTo("from-path");
        assertThat(output(launch(new ProcessSpec("helper", List.of("./greet"), environment, directory), RECORDED)))
                .isEqualTo("from-folder");
    }

    @Test
    void passesArgumentsOnAsTheyAre() throws Exception {
        assertThat(output(launch(spec("printf", "%s|", "a b", "", "$HOME", "'\"", "-n", "é"), RECORDED)))
                .startsWith("a b||$HOME|'\"|-n|");
    }

    @Test
    void tellsHowTheProgramExited() throws Exception {
        assertThat(launch(spec("sh", "-c", "exit 7"), RECORDED).onExit().get().code()).isEqualTo(7);
        assertThat(launch(spec("sh", "-c", "kill -KILL $$"), RECORDED).onExit().get().signal()).contains("SIGKILL");
    }

    @Test
    void leavesNothingBehindWhenTheLaunchIsCancelled() throws Exception {
        CompletableFuture<CompletableFuture<SidecarProcess>> launch = new CompletableFuture<>();
        AtomicReference<LaunchTicket> announced = new AtomicReference<>();

        launch.complete(launcher.launch(spec("sleep", "1000"), ticket -> {
            announced.set(ticket);
            launch.join().cancel(false);
        }));
        // The thread does one thing at a time: when this is launched, the cancelled one has been dealt with.
        launch(spec("true"), RECORDED);

        assertThat(TABLE.find(announced.get().identity().pid()).filter(entry -> !entry.zombie())).isEmpty();
    }

    @Test
    void refusesToLaunchOnceClosed() {
        launcher.close();

        assertThatThrownBy(() -> launch(spec("true"), RECORDED)).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @Test
    void launchesWithWhatLayersThereAre() throws Exception {
        launcher = launcher(tools -> new HostTools(Optional.empty(), Optional.empty(), tools.shell(), Optional.empty(),
                Optional.empty(), Optional.empty()));

        SidecarProcess process = launch(spec("echo", "up"), RECORDED);

        assertThat(output(process)).isEqualTo("up");
        assertThat(process.protections()).containsExactlyInAnyOrder(Protection.RECORD, Protection.GATE);
    }

    @Test
    void launchesWithoutAnyShell() throws Exception {
        launcher = launcher(tools -> new HostTools(tools.setsid(), tools.setpriv(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty()));

        SidecarProcess process = launch(spec("readlink", "/proc/self/fd/0"), RECORDED);

        assertThat(output(process)).isEqualTo("/dev/null");
        assertThat(process.protections()).contains(Protection.RECORD).doesNotContain(Protection.GATE);
    }

    @Test
    void triesItsToolsInsteadOfTrustingTheirPresence() throws Exception {
        script("bin/setpriv", "echo 'setpriv: unrecognized option: pdeathsig' >&2; exit 1");
        script("bin/setsid", "exec \"$@\"");

        HostTools found = HostTools.detect(directory.resolve("bin").toString());

        assertThat(found.setpriv()).isEmpty();
        assertThat(found.setsid()).contains(directory.resolve("bin/setsid"));
        assertThat(found.bash()).isEmpty();
        assertThat(found.shell()).as("/bin/sh is found without a PATH").isPresent();
    }

    private ProcessSpec spec(String... command) {
        return new ProcessSpec("helper", List.of(command), environment(), directory);
    }

    private static Map<String, String> environment() {
        return new HashMap<>(System.getenv());
    }

    private Launcher launcher(java.util.function.UnaryOperator<HostTools> change) {
        return new Launcher(
                new LaunchSequence(TABLE, new SignalSender(TABLE), owner, environment(), () -> change.apply(tools())));
    }

    private static HostTools tools() {
        return HostTools.detect(System.getenv("PATH"));
    }

    private void script(String name, String body) throws IOException {
        Path script = directory.resolve(name);
        Files.createDirectories(script.getParent());
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private SidecarProcess launch(ProcessSpec spec, LaunchListener listener) throws Exception {
        try {
            return processes.own(launcher.launch(spec, listener).get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static String output(SidecarProcess process) throws IOException {
        return new String(process.stdout().readAllBytes()).strip();
    }
}
