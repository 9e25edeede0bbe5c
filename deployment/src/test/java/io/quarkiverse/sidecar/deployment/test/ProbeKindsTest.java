package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;

/** Sidecars that are asked by a command, or listened to. */
class ProbeKindsTest {

    static final Duration LONG = Duration.ofSeconds(30);
    static final Path FOLDER = JvmWide.of(ProbeKindsTest.class, "folder", () -> {
        try {
            return Files.createTempDirectory("probes");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    });

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.with(EventJournal.class)
            .overrideConfigKey("quarkus.sidecar.asked.command", "sleep,1000")
            .overrideConfigKey("quarkus.sidecar.asked.health.command", "sh,-c,test -e well && test \"$COLOUR\" = blue")
            .overrideConfigKey("quarkus.sidecar.asked.environment.COLOUR", "blue")
            .overrideConfigKey("quarkus.sidecar.asked.working-directory", FOLDER.toString())
            .overrideConfigKey("quarkus.sidecar.asked.health.interval", "1s")
            .overrideConfigKey("quarkus.sidecar.asked.health.failure-threshold", "2")
            .overrideConfigKey("quarkus.sidecar.heard.command",
                    "sh,-c,while [ ! -e speak ]; do sleep 0.05; done; echo server listening on 4820; exec sleep 1000")
            .overrideConfigKey("quarkus.sidecar.heard.ready.log-pattern", "listening on [0-9]+$")
            .overrideConfigKey("quarkus.sidecar.heard.working-directory", FOLDER.toString())
            .overrideConfigKey("quarkus.sidecar.silent.command", Helper.command())
            .overrideConfigKey("quarkus.sidecar.silent.port", "0")
            .overrideConfigKey("quarkus.sidecar.silent.health.path", "/health")
            .overrideConfigKey("quarkus.sidecar.silent.ready.log-pattern", "never said")
            .overrideConfigKey("quarkus.sidecar.silent.ready.timeout", "10s")
            .overrideConfigKey("quarkus.sidecar.silent.restart.max-attempts", "0");

    @Inject
    @Identifier("asked")
    Sidecar asked;

    @Inject
    @Identifier("heard")
    Sidecar heard;

    @Inject
    @Identifier("silent")
    Sidecar silent;

    @Inject
    EventJournal journal;

    @Test
    void aCommandThatEndsWellMakesReadyAndOneThatFailsUnhealthy() throws IOException {
        await().atMost(LONG).until(() -> asked.status().state() == SidecarState.STARTING);
        Files.createFile(FOLDER.resolve("well"));
        long first = asked.awaitReady(LONG).pid().getAsLong();

        Files.delete(FOLDER.resolve("well"));

        await().atMost(LONG).until(() -> asked.status().launch() == 2 && asked.status().state() == SidecarState.STARTING);
        Files.createFile(FOLDER.resolve("well"));
        assertThat(asked.awaitReady(LONG).pid().getAsLong()).isNotEqualTo(first);
    }

    @Test
    void aLineOfOutputMakesReady() throws IOException {
        await().atMost(LONG).until(() -> heard.status().state() == SidecarState.STARTING);

        Files.createFile(FOLDER.resolve("speak"));

        assertThat(heard.awaitReady(LONG).outputTail()).contains("server listening on 4820");
    }

    @Test
    void anAnswerAloneIsNotEnoughWhereALineIsWanted() {
        await().atMost(LONG).until(() -> silent.status().state() == SidecarState.FAILED);

        assertThat(silent.status().failure().orElseThrow().reason()).isEqualTo(FailureReason.READY_TIMEOUT);
        assertThat(silent.status().failure().orElseThrow().message()).contains("HTTP 200",
                "no line of its output matches ready.log-pattern");
    }
}
