package io.quarkiverse.sidecar.runtime.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;
import io.quarkiverse.sidecar.runtime.process.Signal.JobSignal;
import io.quarkiverse.sidecar.runtime.process.StopSignal;
import io.quarkiverse.sidecar.runtime.supervisor.ReadinessFaultInjector;

@Timeout(60)
class FaultInjectionTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private OneSidecar web;

    @BeforeEach
    void launch() throws IOException {
        web = new OneSidecar(directory);
        web.declaredPort = OptionalInt.empty();
        web.logPattern = Optional.of("at your service");
        web.maxAttempts = 0;
        web.launch("sh", "-c", "echo at your service; exec sleep 1000");
        awaitState(SidecarState.READY);
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void oneWhoseReadinessIsWithheldIsNeitherWellNorEverReady() {
        web.faults().withholdReadiness();
        web.faults().withholdReadiness();
        awaitState(SidecarState.FAILED);
        assertThat(web.status().failure()).hasValueSatisfying(failure -> {
            assertThat(failure.reason()).isEqualTo(FailureReason.UNHEALTHY);
            assertThat(failure.message()).contains(ReadinessFaultInjector.DETAIL);
        });

        web.supervisor().start();
        awaitState(SidecarState.STARTING);
        web.faults().releaseReadiness();
        assertThat(web.status().state()).isEqualTo(SidecarState.STARTING);
        web.faults().releaseReadiness();
        awaitState(SidecarState.READY);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void itsMainProcessIsSuspendedAndGoesOn() {
        SidecarProcess process = web.faults().process().orElseThrow();
        assertThat(process.pid()).isEqualTo(web.status().pid().orElseThrow());

        assertThat(process.send(JobSignal.STOP)).isTrue();
        await().until(process::stopped);
        assertThat(process.send(JobSignal.CONT)).isTrue();
        await().until(() -> !process.stopped());
    }

    @Test
    void oneThatHasEndedIsSignalledNoMore() {
        SidecarProcess process = web.faults().process().orElseThrow();

        assertThat(process.send(StopSignal.KILL)).isTrue();
        awaitState(SidecarState.FAILED);

        assertThat(process.send(StopSignal.KILL)).isFalse();
        assertThat(process.send(JobSignal.STOP)).isFalse();
    }

    private void awaitState(SidecarState state) {
        await().atMost(LONG).until(() -> web.status().state() == state);
    }
}
