package io.quarkiverse.sidecar.runtime.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

/**
 * What carries a sidecar's token without descending from it: as if a daemon that was there before had been told to start it.
 */
@Timeout(60)
class LeftByACrashTest {

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    private OneSidecar web;

    @BeforeEach
    void declare() {
        web = new OneSidecar(directory);
        web.declaredPort = OptionalInt.empty();
        web.healthCommand = List.of("true");
        web.stableAfter = Duration.ofMillis(100);
    }

    @AfterEach
    void end() {
        web.close();
    }

    @Test
    void isEndedBeforeTheNextLaunch() throws Exception {
        Process carrier = launchWithCarrier();

        crash();

        await().pollInterval(Duration.ofMillis(1)).until(() -> web.status().launch() == 2);
        assertThat(carrier.isAlive()).isFalse();
    }

    @Test
    void isEndedBeforeTheApplicationHasEnded() throws Exception {
        web.maxAttempts = 0;
        Process carrier = launchWithCarrier();

        crash();
        await().pollInterval(Duration.ofMillis(1)).until(() -> web.status().state() == SidecarState.FAILED);
        web.close();

        assertThat(carrier.isAlive()).isFalse();
    }

    private void crash() {
        ProcessHandle.of(web.status().pid().orElseThrow()).orElseThrow().destroyForcibly();
    }

    private Process launchWithCarrier() throws IOException {
        web.launch("sleep", "1000");
        await().until(() -> web.status().ready());
        Map<String, String> environment = ProcessTable.ofThisMachine().environment(web.status().pid().orElseThrow())
                .orElseThrow();
        ProcessBuilder builder = new ProcessBuilder("sleep", "1000");
        for (String proof : List.of("SIDECAR_TOKEN", "SIDECAR_OWNER")) {
            builder.environment().put(proof, environment.get(proof));
        }
        return processes.start(builder);
    }
}
