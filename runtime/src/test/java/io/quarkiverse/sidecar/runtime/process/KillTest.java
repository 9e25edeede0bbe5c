package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.SidecarExit;
import io.quarkiverse.sidecar.runtime.launch.Launcher;
import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;
import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;

@Timeout(60)
class KillTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    private final Launcher launcher = new Launcher(TABLE, OwnProcesses.newOwner());

    @AfterEach
    void close() {
        launcher.close();
    }

    @Test
    void killsTheMainProcessAloneAndOnlyOnce(@TempDir Path directory) throws Exception {
        SidecarProcess process = processes.own(launcher.launch(new ProcessSpec("helper",
                List.of("sh", "-c", "sleep 1000 & echo $!; wait"), System.getenv(), directory), ticket -> {
                }).get());
        long child = Long.parseLong(new BufferedReader(new InputStreamReader(process.stdout())).readLine());
        processes.own(child);

        assertThat(process.send(StopSignal.KILL)).isTrue();

        assertThat(process.onExit().get(30, TimeUnit.SECONDS)).isEqualTo(new SidecarExit(137));
        assertThat(TABLE.find(child).filter(entry -> !entry.zombie())).isPresent();
        assertThat(process.send(StopSignal.KILL)).isFalse();
    }
}
