package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.Arrays;
import java.util.logging.Level;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.smallrye.common.annotation.Identifier;

class ReadinessTest {

    static final int PORT = JvmWide.port(ReadinessTest.class);
    static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(PORT)
            .overrideConfigKey("quarkus.sidecar.extra.command", "sh,-c,exit 3")
            .overrideConfigKey("quarkus.sidecar.extra.required", "false")
            .overrideConfigKey("quarkus.sidecar.extra.restart.policy", "never")
            .overrideConfigKey("quarkus.sidecar.job.command", "sh,-c,exit 0")
            .overrideConfigKey("quarkus.sidecar.job.restart.policy", "on-failure")
            .setLogRecordPredicate(record -> record.getLoggerName().equals("io.quarkiverse.sidecar")
                    && record.getLevel().intValue() >= Level.INFO.intValue())
            .assertLogRecords(records -> assertThat(records).as("what has completed is told too").anySatisfy(
                    record -> assertThat(Arrays.toString(record.getParameters())).contains("job", "exit 0")));

    @Inject
    @Identifier("web")
    Sidecar web;

    @Test
    void followsTheRequiredSidecarsAndShowsThemAll() {
        web.awaitReady(LONG);
        await().atMost(LONG).untilAsserted(() -> sidecars(200).body(check("data['extra.state']"), equalTo("FAILED")));
        sidecars(200).body(check("status"), equalTo("UP"))
                .body(check("data['web.state']"), equalTo("READY"))
                .body(check("data['web.pid']"), equalTo((int) web.status().pid().getAsLong()))
                .body(check("data['web.launch']"), equalTo(1))
                .body(check("data['web.restarts']"), equalTo(0))
                .body(check("data['web.port']"), equalTo(PORT))
                .body(check("data['web.reason']"), nullValue())
                .body(check("data['web.last-exit']"), nullValue())
                .body(check("data['extra.reason']"), equalTo("EXITED"))
                .body(check("data['extra.message']"), notNullValue())
                .body(check("data['extra.last-exit']"), equalTo("exit 3"))
                .body(check("data['extra.pid']"), nullValue())
                .body(check("data['job.state']"), equalTo("COMPLETED"));

        web.stop().await().atMost(LONG);
        sidecars(503).body(check("status"), equalTo("DOWN")).body(check("data['web.state']"), equalTo("STOPPED"))
                .body(check("data['web.pid']"), nullValue());

        web.start().await().atMost(LONG);
        sidecars(200).body(check("data['web.launch']"), greaterThan(1));
    }

    private static ValidatableResponse sidecars(int status) {
        return RestAssured.get("/q/health/ready").then().statusCode(status);
    }

    private static String check(String field) {
        return "checks.find { it.name == 'Sidecars' }." + field;
    }
}
