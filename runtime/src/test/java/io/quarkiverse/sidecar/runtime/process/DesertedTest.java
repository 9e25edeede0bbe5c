package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts print one line, with the pid of what outlives them, if anything does. */
@Timeout(60)
class DesertedTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path folder;

    private final Launcher launcher = new Launcher(TABLE, OwnProcesses.newOwner());
    private String printed;

    @BeforeEach
    void childrenAreListed() {
        assumeThat(Reapers.offspring(TABLE, TABLE.ticks())).as("this kernel lists the children of a process").isPresent();
    }

    @AfterEach
    void close() {
        launcher.close();
    }

    @Test
    void isDesertedWhenTheMainProcessWasAlone() throws Exception {
        SidecarProcess process = launch("echo alone; exec sleep 1000");

        assertThat(process.tree().deserted()).as("while it lives").isFalse();
        process.send(StopSignal.KILL);
        process.onExit().get();

        assertThat(process.tree().deserted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "sleep 1000 & echo $!; exec sleep 1000",
            "setsid sleep 1000 & echo $!; exec sleep 1000",
            "(setsid sleep 1000 & echo $!); exec sleep 1000",
            "(setsid sh -c '(setsid sh -c \"echo \\$\\$; exec sleep 1000\") & exec sleep 1000' &); exec sleep 1000",
            "setsid sh -c 'env -i sh -c \"sleep 1000; :\" & echo $!; wait' & exec sleep 1000" })
    void isNotWhileADescendantLives(String script) throws Exception {
        SidecarProcess process = launch(script);
        ProcessHandle left = processes.own(Long.parseLong(printed));

        process.send(StopSignal.KILL);
        process.onExit().get();

        assertThat(process.tree().deserted()).isFalse();
        process.tree().end(StopRules.AT_ONCE);
        assertThat(TABLE.find(left.pid()).filter(entry -> !entry.zombie())).isEmpty();
        assertThat(process.tree().deserted()).isTrue();
    }

    /** Nothing but that it was seen proves it ours: a session of its own, and no environment. */
    @Test
    void isNotWhileOneLivesWhoWasSeenBefore() throws Exception {
        SidecarProcess process = launch("env -i setsid sleep 1000 & echo $!; exec sleep 1000");
        ProcessHandle left = processes.own(Long.parseLong(printed));
        await().until(() -> TABLE.find(left.pid()).orElseThrow().leadsSession()
                && TABLE.environment(left.pid()).orElseThrow().isEmpty());
        process.tree().remember();

        process.send(StopSignal.KILL);
        process.onExit().get();

        assertThat(process.tree().deserted()).isFalse();
    }

    @Test
    void cannotBeToldWhereChildrenAreNotListed() throws Exception {
        SidecarProcess process = launch("echo alone; exec sleep 1000");
        process.send(StopSignal.KILL);
        process.onExit().get();

        assertThat(ProcessTree.of(new PortableProcessTable(), process.identity(), new Claim("nobody", "nothing"), true)
                .deserted()).isFalse();
    }

    private SidecarProcess launch(String script) throws Exception {
        SidecarProcess process = processes.own(launcher.launch(new ProcessSpec("helper", List.of("sh", "-c", script),
                Map.of("PATH", System.getenv("PATH")), folder), ticket -> {
                }).get());
        printed = new BufferedReader(new InputStreamReader(process.stdout())).readLine();
        return process;
    }
}
