package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.UUID;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;

/** Whoever observes the start of the application finds the sidecar ready, also after a failed first attempt. */
class AwaitReadyTest {

    static final int PORT = JvmWide.port(AwaitReadyTest.class);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(PORT, EventJournal.class, EarlyBird.class)
            .overrideConfigKey("quarkus.sidecar.web.startup", "await-ready")
            .overrideConfigKey("quarkus.sidecar.web.command",
                    "sh,-c,[ -e $FIRST ] || { touch $FIRST; exit 1; }; exec " + Helper.command().replace(',', ' '))
            .overrideConfigKey("quarkus.sidecar.web.environment.FIRST",
                    JvmWide.of(AwaitReadyTest.class, "first",
                            () -> Path.of("target/await-ready." + UUID.randomUUID()).toAbsolutePath().toString()))
            .overrideConfigKey("quarkus.sidecar.off.startup", "await-ready")
            .overrideConfigKey("quarkus.sidecar.off.enabled", "false");

    @Inject
    EarlyBird earlyBird;

    @Inject
    EventJournal journal;

    @Test
    void theStartedApplicationHasAReadySidecar() {
        assertThat(earlyBird.seen.state()).isEqualTo(SidecarState.READY);
        assertThat(earlyBird.seen.launch()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(journal.of(SidecarLaunched.class, "web")).hasSize(2));
    }

    @Singleton
    public static class EarlyBird {

        @Inject
        @Identifier("web")
        Sidecar web;

        SidecarStatus seen;

        void start(@Observes StartupEvent event) {
            seen = web.status();
        }
    }
}
