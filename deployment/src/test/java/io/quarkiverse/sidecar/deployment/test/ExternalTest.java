package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.sun.net.httpserver.HttpServer;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarUnhealthy;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.smallrye.common.annotation.Identifier;

/** A full declaration whose mode is external: the test itself runs what it speaks of. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExternalTest {

    static final int PORT = JvmWide.port(ExternalTest.class);
    static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(PORT, EventJournal.class)
            .overrideConfigKey("quarkus.sidecar.web.mode", "external")
            .overrideConfigKey("quarkus.sidecar.web.ready.timeout", "200ms")
            .overrideConfigKey("quarkus.sidecar.web.restart.max-attempts", "0")
            .overrideConfigKey("quarkus.sidecar.web.restart.policy", "never")
            .overrideConfigKey("quarkus.sidecar.web.working-directory", "/no/such/folder/here")
            .overrideConfigKey("quarkus.sidecar.web.health.failure-threshold", "2")
            .overrideConfigKey("quarkus.sidecar.web.depends-on", "twin")
            .overrideConfigKey("quarkus.sidecar.twin.command", "sleep,1000")
            .overrideConfigKey("quarkus.sidecar.twin.required", "false")
            .overrideConfigKey("quarkus.sidecar.twin.port", Integer.toString(JvmWide.of(ExternalTest.class, "twin-port",
                    Helper::freePort)))
            .overrideConfigKey("quarkus.sidecar.twin.ready.timeout", "200ms")
            .overrideConfigKey("quarkus.sidecar.twin.restart.max-attempts", "0");

    @Inject
    @Identifier("web")
    Sidecar web;

    /** It has the same time to become ready, and is ours. */
    @Inject
    @Identifier("twin")
    Sidecar twin;

    @Inject
    EventJournal journal;

    private HttpServer somebodyElse;

    @AfterEach
    void stopIt() {
        if (somebodyElse != null) {
            somebodyElse.stop(0);
        }
    }

    @Test
    @Order(1)
    void isNotReadyAndNeverGivenUpAsLongAsNobodyAnswers() {
        await().atMost(LONG).until(() -> web.status().state() == SidecarState.STARTING);
        await().atMost(LONG).until(() -> twin.status().state() == SidecarState.FAILED);
        assertThat(web.status().state()).isEqualTo(SidecarState.STARTING);
        sidecars(503).body(check("data['web.state']"), equalTo("STARTING"));
    }

    @Test
    @Order(2)
    void isReadyWhileItAnswersAndNotWhileItDoesNot() throws IOException {
        answer();
        assertThat(web.awaitReady(LONG).pid()).isEmpty();
        assertThat(web.status().restarts()).isZero();
        assertThat(web.uri()).hasValue(URI.create("http://127.0.0.1:" + PORT));
        sidecars(200).body(check("data['web.state']"), equalTo("READY")).body(check("data['web.pid']"), nullValue())
                .body(check("data['web.port']"), equalTo(PORT));

        somebodyElse.stop(0);
        await().atMost(LONG).until(() -> web.status().state() == SidecarState.STARTING);
        sidecars(503).body(check("data['web.state']"), equalTo("STARTING"))
                .body(check("data['web.reason']"), equalTo("UNHEALTHY"));

        answer();
        assertThat(web.awaitReady(LONG).restarts()).isZero();
        sidecars(200).body(check("data['web.reason']"), nullValue());
        await().atMost(LONG).untilAsserted(() -> assertThat(journal.of(SidecarReady.class, "web")).hasSize(2));
        assertThat(journal.of(SidecarUnhealthy.class, "web")).hasSize(1);
    }

    @Test
    @Order(3)
    void canBeLeftAloneAndWatchedAgain() throws IOException {
        answer();
        web.awaitReady(LONG);
        assertThat(web.stop().await().atMost(LONG).state()).isEqualTo(SidecarState.STOPPED);
        assertThat(RestAssured.get("http://127.0.0.1:" + PORT + "/health").statusCode()).as("it goes on").isEqualTo(200);
        assertThat(web.start().await().atMost(LONG).state()).isEqualTo(SidecarState.READY);
        assertThat(web.restart().await().atMost(LONG).state()).isEqualTo(SidecarState.READY);
        await().atMost(LONG).untilAsserted(() -> assertThat(journal.of(SidecarReady.class, "web")).hasSizeGreaterThan(3));
        assertThat(journal.ofWeb).as("of a process that is not ours there is nothing else to tell").allMatch(
                event -> event instanceof SidecarReady || event instanceof SidecarUnhealthy);
        assertThat(journal.of(SidecarLaunched.class, "web")).isEmpty();
    }

    private void answer() throws IOException {
        somebodyElse = HttpServer.create(new InetSocketAddress("127.0.0.1", PORT), 0);
        somebodyElse.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        somebodyElse.start();
    }

    private static ValidatableResponse sidecars(int status) {
        return RestAssured.get("/q/health/ready").then().statusCode(status);
    }

    private static String check(String field) {
        return "checks.find { it.name == 'Sidecars' }." + field;
    }
}
