package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

/** What a developer sees of a sidecar while the application is reloaded. */
class LiveReloadTest {

    static final int PORT = Helper.freePort();
    static final DevModeSession SESSION = new DevModeSession("quarkus.sidecar.web.port=" + PORT,
            "quarkus.sidecar.other.command=sleep,1000", "quarkus.sidecar.other.restart.stable-after=100ms");

    /** Called after the one below: then dev mode has ended. */
    @RegisterExtension
    @Order(1)
    static final AfterEachCallback NOTHING_IS_LEFT = context -> {
        assertThat(SESSION.pids()).isNotEmpty();
        assertThat(SESSION.survivors()).as("alive after the end of dev mode").isEmpty();
    };

    @RegisterExtension
    @Order(2)
    static final QuarkusDevModeTest APP = SESSION.devMode();

    @Test
    void keepsASidecarWhoseDeclarationIsTheSame() {
        Properties before = SESSION.awaitReady("web");
        Properties after = SESSION.reload("second");

        for (String key : new String[] { "state", "pid", "launch", "since", "port", "tail" }) {
            assertThat(after.getProperty("web." + key)).as(key).isEqualTo(before.getProperty("web." + key));
        }
        SESSION.awaitView(view -> view.getProperty("events").contains("SidecarReady web 1"));
    }

}
