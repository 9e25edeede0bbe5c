package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.smallrye.common.annotation.Identifier;

/** With a management interface the endpoint is there, under its own security, and nowhere else. */
class ManagedEndpointTest {

    static final int PORT = JvmWide.port(ManagedEndpointTest.class);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.with()
            .setForcedDependencies(Extensions.of(Extensions.USERS))
            .overrideConfigKey("quarkus.management.enabled", "true")
            .overrideRuntimeConfigKey("quarkus.management.test-port", Integer.toString(PORT))
            .overrideConfigKey("quarkus.management.auth.basic", "true")
            .overrideConfigKey("quarkus.management.auth.proactive", "false")
            .overrideConfigKey("quarkus.management.auth.policy.operators.roles-allowed", "operator")
            .overrideConfigKey("quarkus.management.auth.permission.commands.paths", "/q/sidecars/guarded/*")
            .overrideConfigKey("quarkus.management.auth.permission.commands.policy", "operators")
            .overrideConfigKey("quarkus.security.users.embedded.enabled", "true")
            .overrideConfigKey("quarkus.security.users.embedded.plain-text", "true")
            .overrideConfigKey("quarkus.security.users.embedded.users.bob", "b-secret")
            .overrideConfigKey("quarkus.security.users.embedded.roles.bob", "reader")
            .overrideConfigKey("quarkus.sidecar.endpoint.read", "true")
            .overrideConfigKey("quarkus.sidecar.endpoint.write", "true")
            .overrideConfigKey("quarkus.sidecar.guarded.command", "sleep,1000")
            .overrideConfigKey("quarkus.sidecar.sleeper.command", "sleep,1000");

    @Inject
    @Identifier("sleeper")
    Sidecar sleeper;

    @Test
    void isOnTheManagementInterfaceAlone() {
        sleeper.awaitReady(Duration.ofSeconds(30));
        RestAssured.get("/q/sidecars").then().statusCode(404);
        RestAssured.post("/q/sidecars/sleeper/stop").then().statusCode(405);

        management().get("/q/sidecars").then().statusCode(200).body("sidecars.name", contains("guarded", "sleeper"));
        management().post("/q/sidecars/sleeper/stop").then().statusCode(401)
                .body("message", containsString("quarkus.management.auth.basic"));
        as("bob", "wrong").post("/q/sidecars/sleeper/stop").then().statusCode(401);
        as("bob", "b-secret").post("/q/sidecars/guarded/stop").then().statusCode(403);
        as("bob", "b-secret").header("Origin", "http://evil.example").post("/q/sidecars/sleeper/stop").then().statusCode(403);
        assertThat(sleeper.status().state()).isEqualTo(SidecarState.READY);

        as("bob", "b-secret").post("/q/sidecars/sleeper/stop").then().statusCode(202);
        await().until(() -> sleeper.status().state() == SidecarState.STOPPED);
    }

    private static RequestSpecification as(String user, String password) {
        return management().auth().preemptive().basic(user, password);
    }

    private static RequestSpecification management() {
        return RestAssured.given().port(PORT);
    }
}
