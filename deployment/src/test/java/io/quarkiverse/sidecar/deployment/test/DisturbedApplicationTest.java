package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;

/** Observers that throw or block and a scheduler that is paused harm no supervision. */
class DisturbedApplicationTest {

    static final int PORT = JvmWide.port(DisturbedApplicationTest.class);
    static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(PORT, Nuisance.class)
            .overrideConfigKey("quarkus.sidecar.web.health.failure-threshold", "1")
            .overrideConfigKey("quarkus.sidecar.web.restart.delay", "1s")
            .setLogRecordPredicate(record -> record.getMessage().startsWith("An asynchronous observer"))
            .assertLogRecords(records -> assertThat(records).as("what an asynchronous observer throws is not lost")
                    .isNotEmpty().allSatisfy(record -> assertThat(record.getThrown())
                            .hasStackTraceContaining("asynchronously, as the test wants it")));

    @Inject
    @Identifier("web")
    Sidecar web;

    @Inject
    Scheduler scheduler;

    @Inject
    Nuisance nuisance;

    @Test
    void isHealedAllTheSame() {
        web.awaitReady(LONG);
        assertThat(scheduler.getScheduledJobs()).as("health polls are jobs of quarkus-scheduler")
                .anyMatch(job -> job.getId().startsWith("sidecar web: health of launch 1"));
        scheduler.pause();
        Helper.tell(PORT, "/hang");
        await().atMost(LONG).until(() -> web.status().launch() == 2 && web.status().state() == SidecarState.READY);
        Helper.tell(PORT, "/exit?1");
        await().atMost(LONG).until(() -> web.status().launch() == 3 && web.status().state() == SidecarState.READY);
        await().atMost(LONG).untilAsserted(() -> assertThat(nuisance.ready).as("asynchronous observers see every launch")
                .extracting(SidecarEvent::launch).contains(1, 2, 3));
    }

    @Singleton
    public static class Nuisance {

        final List<SidecarReady> ready = new CopyOnWriteArrayList<>();
        private final CountDownLatch end = new CountDownLatch(1);

        void throwing(@Observes @Priority(1) SidecarEvent event) throws InterruptedException {
            if (event instanceof SidecarReady) {
                end.await();
            }
            throw new IllegalStateException("as the test wants it");
        }

        void later(@ObservesAsync SidecarReady event) {
            ready.add(event);
        }

        void throwingLater(@ObservesAsync SidecarLaunched event) {
            throw new IllegalStateException("asynchronously, as the test wants it");
        }

        @PreDestroy
        void end() {
            end.countDown();
        }
    }
}
