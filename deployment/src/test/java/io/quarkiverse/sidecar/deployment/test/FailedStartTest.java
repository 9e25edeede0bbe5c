package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;

/** An application whose start fails leaves no sidecar behind. */
class FailedStartTest {

    static final int PORT = JvmWide.port(FailedStartTest.class);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(PORT, Saboteur.class)
            .assertException(problem -> {
                assertThat(problem).hasStackTraceContaining("as the test wants it");
                long pid = Long.parseLong(System.clearProperty("failed-start-test.pid"));
                assertThat(Processes.alive(pid)).isFalse();
            });

    @Test
    void neverStarts() {
        fail("the application must not start");
    }

    @Singleton
    public static class Saboteur {

        @Inject
        @Identifier("web")
        Sidecar web;

        void start(@Observes StartupEvent event) {
            // The assertion runs in another class loader: a system property is what both see.
            System.setProperty("failed-start-test.pid",
                    Long.toString(web.awaitReady(Duration.ofSeconds(30)).pid().getAsLong()));
            throw new IllegalStateException("as the test wants it");
        }
    }
}
