package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

/** An hour of work: nothing piles up, neither the class loaders of the applications that are gone nor threads. */
class ManyReloadsTest {

    static final int RELOADS = 30;
    static final int SETTLED = 10;

    static final DevModeSession SESSION = new DevModeSession("quarkus.sidecar.web.port=" + Helper.freePort(),
            "quarkus.sidecar.web.startup=await-ready", "quarkus.sidecar.other.command=sleep,1000",
            "quarkus.sidecar.other.restart.stable-after=100ms", "quarkus.sidecar.other.depends-on=web",
            "quarkus.sidecar.fresh.command=sleep,1000", "quarkus.sidecar.fresh.live-reload=restart",
            "quarkus.sidecar.fresh.restart.stable-after=100ms",
            "quarkus.sidecar.broken.command=no-such-program", "quarkus.sidecar.broken.restart.retry-after=1h",
            "quarkus.sidecar.broken.required=false");

    /** Called after the one below: then dev mode has ended. */
    @RegisterExtension
    @Order(1)
    static final AfterEachCallback NOTHING_IS_LEFT = context -> assertThat(SESSION.survivors()).isEmpty();

    @RegisterExtension
    @Order(2)
    static final QuarkusDevModeTest APP = SESSION.devMode();

    @Test
    void nothingPilesUp() {
        SESSION.awaitReady("other");
        Properties before = SESSION.awaitReady("web");
        long fresh = DevModeSession.pid(SESSION.awaitReady("fresh"), "fresh.pid");
        int earlier = ReloadedApp.LOADERS.size() - 1;
        int most = 0;
        for (int reload = 1; reload <= RELOADS; reload++) {
            Properties after = SESSION.reload("reload" + reload);
            assertThat(after.getProperty("web.pid")).isEqualTo(before.getProperty("web.pid"));
            assertThat(after.getProperty("web.state")).isEqualTo("READY");
            assertThat(Processes.alive(fresh)).as("live-reload=restart").isFalse();
            fresh = DevModeSession.pid(SESSION.awaitReady("fresh"), "fresh.pid");
            most = reload <= SETTLED ? Math.max(most, ours().size()) : most;
        }
        int mostAtFirst = most;
        await().atMost(DevModeSession.LONG).untilAsserted(() -> assertThat(ours()).hasSizeLessThanOrEqualTo(mostAtFirst));

        // The first: Vert.x and Quarkus have made threads and shutdown hooks in its context, once for all. The one before the
        // last: threads of Vert.x that have ended keep their context until Quarkus drops them at the next reload.
        List<WeakReference<ClassLoader>> gone = ReloadedApp.LOADERS.subList(earlier + 1, ReloadedApp.LOADERS.size() - 2);
        assertThat(gone).hasSize(RELOADS - 2);
        await().atMost(DevModeSession.LONG).untilAsserted(() -> {
            System.gc();
            assertThat(IntStream.range(0, gone.size()).filter(run -> gone.get(run).get() != null)).as("runs held").isEmpty();
        });
        List<ClassLoader> applications = ReloadedApp.LOADERS.stream().map(WeakReference::get).filter(Objects::nonNull).toList();
        assertThat(ours()).isNotEmpty().extracting(Thread::getContextClassLoader).doesNotContainAnyElementsOf(applications);
    }

    /** Some are there all the time; workers come with the work, and go. */
    private static List<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("sidecar-")).toList();
    }
}
