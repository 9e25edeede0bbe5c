package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

/** Dev mode comes up with a mistake too, tells it, and goes on when it is mended. */
class MistakeAtFirstStartTest {

    static final DevModeSession SESSION = new DevModeSession("quarkus.sidecar.web.port=" + Helper.freePort(),
            "quarkus.sidecar.web.ready.timeout=10sec");

    @RegisterExtension
    @Order(1)
    static final AfterEachCallback NOTHING_IS_LEFT = context -> assertThat(SESSION.survivors()).isEmpty();

    @RegisterExtension
    @Order(2)
    static final QuarkusDevModeTest APP = SESSION.devMode().setAllowFailedStart(true);

    @Test
    void isMendedWithoutStartingDevModeAnew() {
        await().atMost(DevModeSession.LONG).untilAsserted(() -> assertThat(SESSION.ask().asString())
                .contains("quarkus.sidecar.web.ready.timeout is 10sec: it must be a duration"));

        SESSION.unconfigure("quarkus.sidecar.web.ready.");
        SESSION.awaitReady("web");
    }
}
