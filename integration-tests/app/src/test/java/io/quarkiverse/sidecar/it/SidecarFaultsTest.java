package io.quarkiverse.sidecar.it;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.time.Duration;

import jakarta.inject.Inject;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarFailure;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.test.Fault;
import io.quarkiverse.sidecar.test.SidecarFaults;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.smallrye.common.annotation.Identifier;

/** How the demonstration takes it when its monitor suffers what can happen to it. */
@QuarkusTest
@TestProfile(SoonNoticed.class)
@Timeout(180)
class SidecarFaultsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    // tag::inject[]
    @Inject
    @Identifier("agent-monitor")
    Sidecar monitor;
    // end::inject[]

    @Inject
    @Identifier("elsewhere")
    Sidecar elsewhere;

    private SidecarFaults faults;
    private SidecarStatus before;

    @BeforeEach
    void itIsReady() {
        faults = SidecarFaults.of(monitor);
        before = monitor.status();
        assertThat(before.state()).isEqualTo(SidecarState.READY);
    }

    @Test
    void isWellAgainAfterItWasKilled() {
        // tag::kill[]
        SidecarFaults.of(monitor).kill();
        // end::kill[]

        SidecarStatus after = monitor.awaitReady(LONG);
        assertThat(after.restarts()).isEqualTo(before.restarts() + 1);
        assertThat(after.lastExit()).hasToString("Optional[SIGKILL]");
        assertThat(after.pid()).isNotEqualTo(before.pid());
        readiness().statusCode(200).body(data("state"), is("READY"));
        report("after the kill").statusCode(201);
    }

    @Test
    void showsTheExitAsSoonAsItWasKilled() {
        faults.kill();

        SidecarStatus killed = monitor.status();
        assertThat(killed.pid()).isNotEqualTo(before.pid());
        assertThat(killed.lastExit()).hasToString("Optional[SIGKILL]");
    }

    @Test
    void isLaunchedAnewWhenItIsSuspended() {
        try (Fault suspended = faults.suspend()) {
            assertThat(suspended).isNotNull();
            assertThat(monitor.status().pid()).isEqualTo(before.pid());

            eventually().until(() -> monitor.status().failure().map(SidecarFailure::reason)
                    .filter(FailureReason.UNHEALTHY::equals).isPresent());
            // It does not hear that it is to stop, as long as it is suspended: for stop.timeout, ten seconds.
            readiness().statusCode(503).body(data("reason"), is("UNHEALTHY"));
        }

        assertThat(monitor.awaitReady(LONG).restarts()).isEqualTo(before.restarts() + 1);
        assertThat(Processes.isAlive(before.pid().getAsLong())).isFalse();
        readiness().statusCode(200);
    }

    @Test
    void goesOnWhenItIsSuspendedNoLonger() {
        faults.suspend().close();

        report("after the pause").statusCode(201);
        assertThat(monitor.status().pid()).isEqualTo(before.pid());
    }

    @Test
    void isDownWhileItsPortIsTaken() {
        // tag::port[]
        try (Fault taken = SidecarFaults.of(monitor).takePort()) {
            get("/q/health/ready").then().statusCode(503);
            given().contentType(ContentType.TEXT).body("lost").post("/api/events").then().statusCode(503)
                    .body("error", containsString("Port 4821 is held by"));
        }
        // end::port[]
    }

    @Test
    void failsForGoodWhileItsPortIsTakenAndIsWellAfterAStart() {
        Fault taken = faults.takePort();

        eventually().until(() -> monitor.status().state() == SidecarState.FAILED);
        readiness().statusCode(503).body(data("reason"), is("PORT_CONFLICT"))
                .body(data("message"), containsString("held by pid " + ProcessHandle.current().pid()));
        taken.close();
        taken.close();
        assertThat(monitor.status().state()).isEqualTo(SidecarState.FAILED);

        monitor.start().await().atMost(LONG);
        readiness().statusCode(200);
    }

    @Test
    void isDownUntilItsReadinessIsWithheldNoLonger() {
        try (Fault withheld = faults.neverReady()) {
            assertThat(withheld).isNotNull();
            SidecarStatus unready = monitor.status();
            assertThat(unready.state()).isEqualTo(SidecarState.STARTING);
            assertThat(unready.launch()).isEqualTo(before.launch() + 1);
            // It answers, and somebody else who asks it says so.
            eventually()
                    .until(() -> elsewhere.status().ready() && report("nobody withholds this").extract().statusCode() == 201);
            readiness().statusCode(503).body(data("state"), is("STARTING"));
        }

        SidecarStatus after = monitor.awaitReady(LONG);
        assertThat(after.launch()).isEqualTo(before.launch() + 1);
        readiness().statusCode(200);
    }

    @Test
    void whatSomebodyElseRunsIsNeitherSignalledNorRobbed() {
        elsewhere.awaitReady(LONG);
        SidecarFaults itsFaults = SidecarFaults.of(elsewhere);

        assertThatThrownBy(itsFaults::kill).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'elsewhere'").hasMessageContaining("mode=external");
        assertThatThrownBy(itsFaults::suspend).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mode=external");
        assertThatThrownBy(itsFaults::takePort).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mode=external");
        assertThat(monitor.status().pid()).isEqualTo(before.pid());
    }

    @Test
    void whatSomebodyElseRunsCanBeTakenForUnready() {
        elsewhere.awaitReady(LONG);

        try (Fault withheld = SidecarFaults.of(elsewhere).neverReady()) {
            assertThat(withheld).isNotNull();
            assertThat(elsewhere.status().state()).isEqualTo(SidecarState.STARTING);
        }

        elsewhere.awaitReady(LONG);
        assertThat(monitor.status().pid()).isEqualTo(before.pid());
    }

    @Test
    void oneThatIsDownHasNothingToKill() {
        monitor.stop().await().atMost(LONG);

        assertThatThrownBy(faults::kill).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'agent-monitor' is STOPPED");
        assertThatThrownBy(faults::suspend).isInstanceOf(IllegalStateException.class).hasMessageContaining("STOPPED");

        monitor.start().await().atMost(LONG);
    }

    private static ValidatableResponse readiness() {
        return get("/q/health/ready").then();
    }

    private static ValidatableResponse report(String event) {
        return given().contentType(ContentType.TEXT).body(event).post("/api/events").then();
    }

    private static ConditionFactory eventually() {
        return await().atMost(LONG).pollInterval(Duration.ofMillis(20));
    }

    private static String data(String key) {
        return "checks.find { it.name == 'Sidecars' }.data.'agent-monitor." + key + "'";
    }
}
