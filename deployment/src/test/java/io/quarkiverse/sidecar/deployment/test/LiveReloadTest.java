package io.quarkiverse.sidecar.deployment.test;

import static io.quarkiverse.sidecar.deployment.test.DevModeSession.LONG;
import static io.quarkiverse.sidecar.deployment.test.DevModeSession.pid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
    void keepsASidecarWhoseDeclarationIsTheSameAndSupervisesIt() {
        Properties before = SESSION.awaitReady("web");
        Properties after = SESSION.reload("second");
        for (String key : new String[] { "state", "pid", "launch", "since", "port", "tail" }) {
            assertThat(after.getProperty("web." + key)).as(key).isEqualTo(before.getProperty("web." + key));
        }
        SESSION.awaitView(view -> view.getProperty("events").contains("SidecarReady web 1"));
        SESSION.awaitView(view -> view.getProperty("jobs").contains("sidecar web: health of launch 1"));

        Helper.tell(PORT, "/say?after-the-reload");
        SESSION.awaitView(view -> view.getProperty("web.tail").contains("after-the-reload"));
        await().atMost(LONG).until(() -> SESSION.logged().contains("after-the-reload"));

        Helper.tell(PORT, "/hang");
        awaitLaunch("2");
        // An event may come shortly after what it tells of.
        assertThat(SESSION.awaitView(view -> view.getProperty("events").contains("SidecarReady web 2")).getProperty("events"))
                .contains("SidecarUnhealthy web 1", "SidecarExited web 1");
        Helper.tell(PORT, "/exit?1");
        awaitLaunch("3");
    }

    private static Properties awaitLaunch(String number) {
        return SESSION.awaitView(view -> view.getProperty("web.launch").equals(number)
                && view.getProperty("web.state").equals("READY"));
    }

    @Test
    void followsTheDeclarations() {
        SESSION.awaitReady("other");
        Properties before = SESSION.awaitReady("web");

        SESSION.configure("quarkus.sidecar.web.required=false", "quarkus.sidecar.web.depends-on=other", "actual-port=5");
        Properties elsewhere = SESSION.awaitView(view -> view.getProperty("actual-port").equals("5"));
        assertThat(pid(elsewhere, "web.pid")).as("nothing that concerns a process").isEqualTo(pid(before, "web.pid"));

        SESSION.configure("quarkus.sidecar.web.environment.API_TOKEN=new");
        Properties other = SESSION.awaitView(view -> pid(view, "web.pid") != pid(before, "web.pid")
                && view.getProperty("web.state").equals("READY"));
        assertThat(other.getProperty("web.launch")).isEqualTo("1");
        assertThat(Processes.alive(pid(before, "web.pid"))).isFalse();
        assertThat(pid(other, "other.pid")).isEqualTo(pid(before, "other.pid"));

        SESSION.unconfigure("quarkus.sidecar.web.depends-on");
        SESSION.unconfigure("quarkus.sidecar.other");
        SESSION.awaitView(view -> !view.containsKey("other.state"));
        assertThat(Processes.alive(pid(before, "other.pid"))).isFalse();

        SESSION.configure("quarkus.sidecar.web.enabled=false");
        SESSION.awaitView(view -> view.getProperty("web.state").equals("STOPPED"));
        assertThat(Processes.alive(pid(other, "web.pid"))).isFalse();
    }

    @Test
    void aReloadThatFailsNeitherLosesNorDoublesIt() {
        SESSION.awaitReady("other");
        Properties before = SESSION.awaitReady("web");

        SESSION.replaceInClass("LOADERS.add(", "LOADERS.addition(");
        await().atMost(LONG).until(() -> SESSION.ask().statusCode() == 500);
        SESSION.replaceInClass("LOADERS.addition(", "if (true) throw new IllegalStateException(\"no start\"); LOADERS.add(");
        await().atMost(LONG).until(() -> SESSION.ask().asString().contains("no start"));
        SESSION.configure("quarkus.sidecar.web.restart.max-attempts=0.5");
        await().atMost(LONG).until(() -> SESSION.ask().asString().contains("max-attempts"));
        assertThat(Processes.alive(pid(before, "web.pid"))).isTrue();

        SESSION.unconfigure("quarkus.sidecar.web.restart.max-attempts");
        SESSION.replaceInClass("if (true) throw new IllegalStateException(\"no start\"); ", "");
        Properties after = SESSION.reload("second");
        assertThat(pid(after, "web.pid")).isEqualTo(pid(before, "web.pid"));
        assertThat(after.getProperty("web.state")).isEqualTo("READY");
        assertThat(pid(after, "other.pid")).isEqualTo(pid(before, "other.pid"));
    }

    @Test
    void aFailedReloadMayBeTheLast() {
        SESSION.awaitReady("other");
        SESSION.awaitReady("web");
        SESSION.replaceInClass("LOADERS.add(", "if (true) throw new IllegalStateException(); LOADERS.add(");
        await().atMost(LONG).until(() -> SESSION.ask().statusCode() == 500);
    }

    @Test
    void aChosenPortStays() {
        SESSION.awaitReady("web");
        SESSION.configure("quarkus.sidecar.web.port=0", "actual-port=${quarkus.sidecar.web.actual-port}");
        Properties before = SESSION.awaitView(view -> view.getProperty("web.state").equals("READY")
                && !view.getProperty("web.port").equals(Integer.toString(PORT)));
        assertThat(before.getProperty("actual-port")).isEqualTo(before.getProperty("web.port"));

        Properties after = SESSION.reload("second");
        for (String key : new String[] { "web.pid", "web.port", "actual-port" }) {
            assertThat(after.getProperty(key)).as(key).isEqualTo(before.getProperty(key));
        }
    }
}
