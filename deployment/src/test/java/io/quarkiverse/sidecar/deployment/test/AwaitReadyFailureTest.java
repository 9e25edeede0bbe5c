package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.SidecarFailedException;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;

/** The start fails with the reason of the sidecar that it waits for, and leaves none of the others behind. */
class AwaitReadyFailureTest {

    static final int PORT = JvmWide.port(AwaitReadyFailureTest.class);
    /** Holds the pid of {@code web}, once an observer has seen it launched. */
    static final Path SEEN = Path.of(JvmWide.of(AwaitReadyFailureTest.class, "seen",
            () -> Path.of("target/await-ready-failure." + UUID.randomUUID()).toAbsolutePath().toString()));
    static final String STARTED = "await-ready-failure-test.started";

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(PORT, Witness.class)
            .overrideConfigKey("quarkus.sidecar.web.startup", "await-ready")
            .overrideConfigKey("quarkus.sidecar.migration.command",
                    "sh,-c,while [ ! -e \"$SEEN\" ]; do sleep 0.05; done; echo schema 7 is unknown; exit 65")
            .overrideConfigKey("quarkus.sidecar.migration.environment.SEEN", SEEN.toString())
            .overrideConfigKey("quarkus.sidecar.migration.startup", "await-ready")
            .overrideConfigKey("quarkus.sidecar.migration.restart.stable-after", "1h")
            .overrideConfigKey("quarkus.sidecar.migration.ready.timeout", "2h")
            .overrideConfigKey("quarkus.sidecar.migration.restart.fatal-exit-codes", "65")
            .assertException(problem -> {
                // It comes from another class loader.
                assertThat(problem.getClass().getName()).isEqualTo(SidecarFailedException.class.getName());
                assertThat(problem).hasNoCause().hasMessage(
                        "Sidecar 'migration' has failed (FATAL_EXIT_CODE): It ended with exit 65,"
                                + " which restart.fatal-exit-codes lists: it is not tried again."
                                + " Its output says: \"schema 7 is unknown\".");
                assertThat(System.getProperty(STARTED)).isNull();
                assertThat(SEEN).content().satisfies(pid -> assertThat(Processes.alive(Long.parseLong(pid))).isFalse());
            });

    @Test
    void neverStarts() {
        fail("the application must not start");
    }

    @Singleton
    public static class Witness {

        void launched(@Observes @Identifier("web") SidecarLaunched launched) throws IOException {
            Path written = Files.writeString(SEEN.resolveSibling(SEEN.getFileName() + ".new"), "" + launched.pid());
            Files.move(written, SEEN);
        }

        void start(@Observes StartupEvent event) {
            System.setProperty(STARTED, "yes");
        }
    }
}
