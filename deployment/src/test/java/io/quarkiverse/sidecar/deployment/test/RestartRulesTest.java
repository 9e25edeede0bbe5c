package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.Sidecars;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;

/** What follows when a sidecar ends, as its declaration says. None of these is required. */
class RestartRulesTest {

    static final Duration LONG = Duration.ofSeconds(30);
    static final String MARK = JvmWide.of(RestartRulesTest.class, "mark",
            () -> Path.of("target/restart-rules." + UUID.randomUUID()).toAbsolutePath().toString());

    @RegisterExtension
    static final QuarkusUnitTest APP = application()
            .overrideConfigKey("quarkus.sidecar.always.command", "sh,-c,exit 0")
            .overrideConfigKey("quarkus.sidecar.always.restart.max-attempts", "2")
            .overrideConfigKey("quarkus.sidecar.on-failure.command", "sh,-c,[ -e $MARK ] && exit 0; touch $MARK; exit 3")
            .overrideConfigKey("quarkus.sidecar.on-failure.environment.MARK", MARK + ".on-failure")
            .overrideConfigKey("quarkus.sidecar.on-failure.restart.policy", "on-failure")
            .overrideConfigKey("quarkus.sidecar.once.command", "sh,-c,exit 0")
            .overrideConfigKey("quarkus.sidecar.once.restart.policy", "never")
            .overrideConfigKey("quarkus.sidecar.flapping.command", "sh,-c,sleep 0.5; exit 5")
            .overrideConfigKey("quarkus.sidecar.flapping.restart.window", "1h")
            .overrideConfigKey("quarkus.sidecar.flapping.restart.window-attempts", "2")
            .overrideConfigKey("quarkus.sidecar.retried.command", "sh,-c,[ -e $MARK ] || exit 6; exec sleep 1000")
            .overrideConfigKey("quarkus.sidecar.retried.environment.MARK", MARK + ".retried")
            .overrideConfigKey("quarkus.sidecar.retried.restart.max-attempts", "0")
            .overrideConfigKey("quarkus.sidecar.retried.restart.retry-after", "500ms")
            .overrideConfigKey("quarkus.sidecar.off.command", "sleep,1000")
            .overrideConfigKey("quarkus.sidecar.off.enabled", "false");

    private static QuarkusUnitTest application() {
        QuarkusUnitTest application = Apps.with(EventJournal.class);
        for (String name : new String[] { "always", "on-failure", "once", "flapping", "retried" }) {
            application.overrideConfigKey("quarkus.sidecar." + name + ".required", "false")
                    .overrideConfigKey("quarkus.sidecar." + name + ".restart.delay", "10ms")
                    .overrideConfigKey("quarkus.sidecar." + name + ".restart.stable-after", "50ms");
        }
        return application;
    }

    @Inject
    Sidecars sidecars;

    @Inject
    EventJournal journal;

    @Test
    void theDefaultPolicyLaunchesAgainAfterACleanEndToo() {
        SidecarStatus failed = reaches("always", SidecarState.FAILED);
        assertThat(failed.launch()).isEqualTo(3);
        assertThat(failed.failure().orElseThrow().reason()).isEqualTo(FailureReason.RESTARTS_EXHAUSTED);
        assertThat(failed.lastExit()).hasToString("Optional[exit 0]");
    }

    @Test
    void onFailureLaunchesAgainUntilItEndsWell() {
        SidecarStatus completed = reaches("on-failure", SidecarState.COMPLETED);
        assertThat(completed.launch()).isEqualTo(2);
        assertThat(completed.restarts()).isEqualTo(1);
        assertThat(completed.failure()).isEmpty();
    }

    @Test
    void whatHasCompletedCanBeStartedAgain() {
        SidecarStatus before = reaches("once", SidecarState.COMPLETED);
        Sidecar once = sidecars.get("once");
        assertThat(once.awaitReady(LONG).state()).isEqualTo(SidecarState.COMPLETED);
        SidecarStatus after = once.start().await().atMost(LONG);
        assertThat(after.state()).isEqualTo(SidecarState.COMPLETED);
        assertThat(after.launch()).isEqualTo(before.launch() + 1);
    }

    @Test
    void theWindowEndsWhatFlapsBetweenStableRuns() {
        SidecarStatus failed = reaches("flapping", SidecarState.FAILED);
        assertThat(failed.launch()).isEqualTo(3);
        assertThat(failed.failure().orElseThrow().message()).contains("exit 5", "Given up after 2 restarts.");
    }

    @Test
    void triesAFailedSidecarAgain() throws IOException {
        await().atMost(LONG).until(() -> journal.of(SidecarFailed.class, "retried").size() > 1);
        Files.createFile(Path.of(MARK + ".retried"));
        assertThat(reaches("retried", SidecarState.READY).failure()).isEmpty();
    }

    @Test
    void neitherWhatIsNotRequiredNorWhatIsSwitchedOffDecidesReadiness() {
        reaches("always", SidecarState.FAILED);
        RestAssured.get("/q/health/ready").then().statusCode(200)
                .body("checks.find { it.name == 'Sidecars' }.data['always.state']", equalTo("FAILED"))
                .body("checks.find { it.name == 'Sidecars' }.data['off.state']", equalTo("STOPPED"));
    }

    private SidecarStatus reaches(String name, SidecarState state) {
        Sidecar sidecar = sidecars.get(name);
        await().atMost(LONG).until(() -> sidecar.status().state() == state);
        return sidecar.status();
    }
}
