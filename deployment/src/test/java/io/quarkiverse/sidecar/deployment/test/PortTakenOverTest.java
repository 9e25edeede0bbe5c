package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.sun.net.httpserver.HttpServer;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;

/** A sidecar that was ready gives up its port, and somebody else takes it and answers at once. */
class PortTakenOverTest {

    static final int PORT = JvmWide.port(PortTakenOverTest.class);
    static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(PORT, EventJournal.class)
            .overrideConfigKey("quarkus.sidecar.web.health.interval", "2s")
            .overrideConfigKey("quarkus.sidecar.web.restart.delay", "20ms");

    @Inject
    @Identifier("web")
    Sidecar web;

    @Inject
    EventJournal journal;

    @Test
    void theAnswersOfAStrangerKeepNobodyReady() throws IOException {
        web.awaitReady(LONG);
        HttpServer stranger = HttpServer.create();
        try {
            Helper.tell(PORT, "/leave");
            await().atMost(LONG).ignoreException(IOException.class).until(() -> {
                stranger.bind(new InetSocketAddress("127.0.0.1", PORT), 0);
                return true;
            });
            stranger.createContext("/health", exchange -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            stranger.start();

            await().atMost(LONG).until(() -> !journal.failures.isEmpty());
            SidecarFailed failed = journal.failures.get(0);
            assertThat(failed.reason()).isEqualTo(FailureReason.PORT_CONFLICT);
            assertThat(failed.holder().orElseThrow().pid()).hasValue(ProcessHandle.current().pid());
            assertThat(web.status().state()).isEqualTo(SidecarState.FAILED);
        } finally {
            stranger.stop(0);
        }
    }
}
