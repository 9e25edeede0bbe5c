package io.quarkiverse.sidecar.deployment.test;

import static org.hamcrest.Matchers.empty;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;

/** With {@code quarkus.sidecar.health.enabled=false} readiness knows nothing of sidecars, not even of a failed one. */
class HealthSwitchedOffTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.with()
            .overrideConfigKey("quarkus.sidecar.health.enabled", "false")
            .overrideConfigKey("quarkus.sidecar.missing.command", "no-such-program");

    @Test
    void leavesReadinessAlone() {
        RestAssured.get("/q/health/ready").then().statusCode(200).body("checks", empty());
    }

    @Test
    void andTheControlEndpointIsOffUnlessSwitchedOn() {
        RestAssured.get("/q/sidecars").then().statusCode(404);
        RestAssured.post("/q/sidecars/missing/start").then().statusCode(405);
    }
}
