package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import java.time.Duration;
import java.util.Arrays;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.smallrye.common.annotation.Identifier;

/** Commands from anybody, as the application wants it; but not from the page of somebody whose name leads here. */
class OpenEndpointTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.with()
            .overrideConfigKey("quarkus.sidecar.endpoint.write", "true")
            .overrideConfigKey("quarkus.sidecar.endpoint.allow-unauthenticated-write", "true")
            .overrideConfigKey("quarkus.sidecar.sleeper.command", "sleep,1000")
            .setLogRecordPredicate(record -> record.getMessage().contains("control endpoint"))
            .assertLogRecords(records -> assertThat(records).extracting(record -> Arrays.toString(record.getParameters()))
                    .anySatisfy(told -> assertThat(told).contains("sleeper", "stop", "an unauthenticated caller")));

    @Inject
    @Identifier("sleeper")
    Sidecar sleeper;

    @Test
    void obeysAnybodyButAPageThatMayBeAnybodys() {
        sleeper.awaitReady(Duration.ofSeconds(30));
        RestAssured.given().header("Host", "evil.example:8080").header("Origin", "http://evil.example:8080")
                .header("Sec-Fetch-Site", "same-origin").post("/q/sidecars/sleeper/stop").then().statusCode(403)
                .body("message", containsString("pointed it here"));
        RestAssured.given().header("Origin", "http://evil.example").post("/q/sidecars/sleeper/stop").then().statusCode(403);
        assertThat(sleeper.status().state()).isEqualTo(SidecarState.READY);

        RestAssured.get("/q/sidecars").then().statusCode(404);
        RestAssured.get("/q/sidecars/sleeper").then().statusCode(404);
        RestAssured.post("/q/sidecars/sleeper/stop").then().statusCode(202);
        await().until(() -> sleeper.status().state() == SidecarState.STOPPED);
        RestAssured.given().header("Origin", "http://localhost:" + RestAssured.port).post("/q/sidecars/sleeper/start").then()
                .statusCode(202);
        RestAssured.given().header("Host", "app.example").post("/q/sidecars/sleeper/restart").then().statusCode(202);
    }
}
