package org.acme;

import static io.restassured.RestAssured.when;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(WithoutSidecarTest.SwitchedOff.class)
class WithoutSidecarTest {

    @Test
    void isReadyAllTheSame() {
        when().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void cannotQuote() {
        when().get("/quote").then().statusCode(503);
    }

    public static class SwitchedOff implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.sidecar.quotes.enabled", "false");
        }
    }
}
