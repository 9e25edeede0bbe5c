package io.quarkiverse.sidecar.deployment.test;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;

/** What continuous testing runs beside the application in dev mode: a second application in the same JVM. */
@QuarkusTest
public class OwnSidecarET {

    @Inject
    @Identifier("helper")
    Sidecar helper;

    @ConfigProperty(name = "pids")
    Path pids;

    @Test
    public void aTestHasASidecarOfItsOwn() throws IOException {
        long pid = helper.awaitReady(Duration.ofSeconds(30)).pid().getAsLong();
        assertTrue(ProcessHandle.of(pid).isPresent());
        Files.writeString(pids, pid + "\n");
    }
}
