package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.smallrye.common.annotation.Identifier;

/** In an application that cannot tell its callers apart, commands are for nobody. */
class SealedEndpointTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.with()
            .overrideConfigKey("quarkus.sidecar.endpoint.write", "true")
            .overrideConfigKey("quarkus.sidecar.sleeper.command", "sleep,1000");

    @Inject
    @Identifier("sleeper")
    Sidecar sleeper;

    @Test
    void refusesEveryCommandAndTellsTheWayOut() {
        sleeper.awaitReady(Duration.ofSeconds(30));
        RestAssured.given().auth().preemptive().basic("ada", "a-secret").post("/q/sidecars/sleeper/stop").then().statusCode(403)
                .body("message", containsString("quarkus.http.auth.basic"))
                .body("message", containsString("quarkus.sidecar.endpoint.allow-unauthenticated-write"));
        RestAssured.post("/q/sidecars/nobody/stop").then().statusCode(403);
        assertThat(sleeper.status().state()).isEqualTo(SidecarState.READY);
    }
}
