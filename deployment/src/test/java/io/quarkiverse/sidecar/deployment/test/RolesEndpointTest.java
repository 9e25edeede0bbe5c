package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;

/** Commands over HTTP where the extension itself asks for a role. */
class RolesEndpointTest {

    static final int PORT = JvmWide.port(RolesEndpointTest.class);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(PORT)
            .setForcedDependencies(Extensions.of(Extensions.USERS))
            .overrideConfigKey("quarkus.sidecar.endpoint.write", "true")
            .overrideConfigKey("quarkus.sidecar.endpoint.roles-allowed", "operator,admin")
            .overrideConfigKey("quarkus.http.auth.basic", "true")
            .overrideConfigKey("quarkus.security.users.embedded.enabled", "true")
            .overrideConfigKey("quarkus.security.users.embedded.plain-text", "true")
            .overrideConfigKey("quarkus.security.users.embedded.users.ada", "a-secret")
            .overrideConfigKey("quarkus.security.users.embedded.roles.ada", "operator")
            .overrideConfigKey("quarkus.security.users.embedded.users.bob", "b-secret")
            .overrideConfigKey("quarkus.security.users.embedded.roles.bob", "reader")
            .setLogRecordPredicate(record -> record.getMessage().contains("Every authenticated caller"))
            .assertLogRecords(records -> assertThat(records).isEmpty());

    @Test
    void acceptsCommandsFromARoleThatIsAllowed() {
        RestAssured.given().auth().preemptive().basic("ada", "a-secret").post("/q/sidecars/web/restart").then().statusCode(202);
    }

    @Test
    void refusesAnyOtherRole() {
        RestAssured.given().auth().preemptive().basic("bob", "b-secret").post("/q/sidecars/web/restart").then().statusCode(403)
                .body("message", containsString("operator"));
    }

    @Test
    void refusesACallerWithoutCredentials() {
        RestAssured.given().post("/q/sidecars/web/restart").then().statusCode(401);
    }
}
