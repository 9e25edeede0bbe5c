package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStopped;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;

/** An application whose executor takes no more work holds up neither its sidecars nor those who wait for them. */
class BusyApplicationTest {

    static final int PORT = JvmWide.port(BusyApplicationTest.class);
    static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(PORT, EventJournal.class)
            .overrideConfigKey("quarkus.thread-pool.core-threads", "2")
            .overrideConfigKey("quarkus.thread-pool.max-threads", "2")
            .overrideConfigKey("quarkus.thread-pool.queue-size", "1");

    @Inject
    @Identifier("web")
    Sidecar web;

    @Inject
    ScheduledExecutorService executor;

    @Inject
    EventJournal journal;

    @Test
    void tellsTheOutcomeAndTheEventsAllTheSame() {
        web.awaitReady(LONG);
        CountDownLatch end = new CountDownLatch(1);
        try {
            fill(end);
            assertThat(web.stop().await().atMost(LONG).state()).isEqualTo(SidecarState.STOPPED);
            await().atMost(LONG).until(() -> !journal.of(SidecarStopped.class, "web").isEmpty());
            await().atMost(LONG).untilAsserted(
                    () -> assertThat(journal.asynchronous).hasAtLeastOneElementOfType(SidecarStopped.class));
        } finally {
            end.countDown();
        }
        assertThat(web.start().await().atMost(LONG).state()).isEqualTo(SidecarState.READY);
        await().atMost(LONG).untilAsserted(() -> assertThat(journal.of(SidecarLaunched.class, "web")).hasSize(2));
    }

    private void fill(CountDownLatch end) {
        await().atMost(LONG).until(() -> {
            try {
                executor.execute(() -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                return false;
            } catch (RejectedExecutionException full) {
                return true;
            }
        });
    }
}
