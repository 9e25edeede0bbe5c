package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
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

        // Vert.x, which stays, has made this thread in the context of the first application.
        Thread.getAllStackTraces().keySet().stream().filter(it -> it.getName().equals("vertx-blocked-thread-checker"))
                .forEach(it -> it.setContextClassLoader(null));
        // The one before the last: Quarkus drops threads of Vert.x that have ended, and with them their context, when it reloads.
        List<WeakReference<ClassLoader>> gone = ReloadedApp.LOADERS.subList(earlier, ReloadedApp.LOADERS.size() - 2);
        assertThat(gone).hasSize(RELOADS - 1);
        await().atMost(DevModeSession.LONG).untilAsserted(() -> {
            System.gc();
            assertThat(IntStream.range(0, gone.size()).filter(run -> gone.get(run).get() != null)).as("runs held").isEmpty();
        });
    }

    /** Some are there all the time; workers come with the work, and go. */
    private static List<String> ours() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("sidecar-")).sorted().collect(Collectors.toList());
    }
}
