package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;

/** A port that is chosen is known to the application's configuration, and stays what it has read. */
class ChosenPortTest {

    static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(0, EventJournal.class)
            .overrideRuntimeConfigKey("web.url", "http://127.0.0.1:${quarkus.sidecar.web.actual-port}");

    @Inject
    @Identifier("web")
    Sidecar web;

    @Inject
    EventJournal journal;

    @ConfigProperty(name = "web.url")
    URI url;

    @Test
    void staysWhatTheConfigurationHasRead() throws IOException {
        int port = url.getPort();
        assertThat(web.awaitReady(LONG).port()).hasValue(port);
        Helper.tell(port, "/exit?7");
        await().atMost(LONG).until(() -> web.status().ready() && web.status().launch() == 2);
        assertThat(web.status().port()).hasValue(port);
        web.stop().await().atMost(LONG);

        try (ServerSocket stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            web.start();

            await().atMost(LONG).until(() -> web.status().state() == SidecarState.FAILED);
            assertThat(web.status().failure().orElseThrow().reason()).isEqualTo(FailureReason.PORT_CONFLICT);
            assertThat(web.status().failure().orElseThrow().message()).contains("Port " + port)
                    .contains(Long.toString(ProcessHandle.current().pid()));
            assertThat(stranger.isBound()).isTrue();
        }
        assertThat(web.start().await().atMost(LONG).port()).hasValue(port);
    }
}
