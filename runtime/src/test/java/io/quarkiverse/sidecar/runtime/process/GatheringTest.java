package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.sidecar.runtime.process.SnapshotCoalescer.Gathering;

@Timeout(60)
class GatheringTest {

    private final Gathering gathering = new Gathering();

    @Test
    void endsWhenNobodyMoreComes() {
        gathering.join(true);

        gathering.awaitOthers(0);
    }

    @Test
    void waitsForNobodyWhenOneIsInAHurry() {
        gathering.join(true);
        gathering.join(false);
        long before = System.nanoTime();

        for (int n = 0; n < 20_000; n++) {
            gathering.awaitOthers(0);
        }

        // Had each of them waited, it would have been ten seconds.
        assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
    }

    /** However quickly they come. */
    @Test
    void doesNotWaitForEver() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Thread crowd = new Thread(() -> {
            while (!over.get()) {
                gathering.join(true);
            }
        });
        crowd.setDaemon(true);
        gathering.join(true);
        crowd.start();
        try {
            gathering.awaitOthers(0);
        } finally {
            over.set(true);
            crowd.join();
        }
    }

    @Test
    void anInterruptedCallerStaysInterrupted() {
        gathering.join(true);
        Thread.currentThread().interrupt();

        gathering.awaitOthers(0);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void isLeftByWhoeverWaitsWhenOneComesInAHurry() {
        AtomicBoolean waited = new AtomicBoolean();
        gathering.join(true);
        Thread waiting = new Thread(() -> {
            gathering.awaitOthers(0);
            waited.set(true);
        });
        waiting.setDaemon(true);
        waiting.start();
        gathering.join(false);

        await().untilTrue(waited);
    }
}
