package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Properties;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

/** A mistake does not end dev mode: the page tells it, and once it is mended the application is there again. */
class MistakesInDevModeTest {

    static final DevModeSession SESSION = new DevModeSession("quarkus.sidecar.web.port=" + Helper.freePort());

    @RegisterExtension
    @Order(1)
    static final AfterEachCallback NOTHING_IS_LEFT = context -> assertThat(SESSION.survivors()).isEmpty();

    @RegisterExtension
    @Order(2)
    static final QuarkusDevModeTest APP = SESSION.devMode();

    @Test
    void isMendedWithoutStartingDevModeAnew() {
        Properties before = SESSION.awaitReady("web");

        SESSION.configure("quarkus.sidecar.web.healt.interval=2s", "quarkus.sidecar.web.enabled=ture");
        awaitPage("quarkus.sidecar.web.enabled is ture: it must be true or false");
        SESSION.unconfigure("quarkus.sidecar.web.enabled");
        awaitPage("did you mean 'quarkus.sidecar.web.health.interval'?");
        SESSION.unconfigure("quarkus.sidecar.web.healt.");
        SESSION.awaitReady("web");

        SESSION.configure("quarkus.sidecar.web.ready.timeout=10sec", "quarkus.sidecar.web.restart.jitter=2");
        awaitPage("quarkus.sidecar.web.ready.timeout is 10sec: it must be a duration");
        SESSION.unconfigure("quarkus.sidecar.web.ready.");
        awaitPage("quarkus.sidecar.web.restart.jitter is 2.0: it must be between 0 and 1");
        SESSION.unconfigure("quarkus.sidecar.web.restart.jitter");
        Properties mended = SESSION.awaitReady("web");

        // Its declaration is the same as before, so it has gone on running.
        assertThat(mended.getProperty("web.pid")).isEqualTo(before.getProperty("web.pid"));
    }

    private static void awaitPage(String text) {
        await().atMost(DevModeSession.LONG).untilAsserted(() -> assertThat(SESSION.ask().asString()).contains(text));
    }
}
