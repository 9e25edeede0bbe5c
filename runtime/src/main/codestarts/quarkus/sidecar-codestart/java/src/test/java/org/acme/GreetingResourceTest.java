package org.acme;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.is;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;

@QuarkusTest
class GreetingResourceTest {

    @Inject
    @Identifier("greeter")
    Sidecar greeter;

    @Test
    void handsOnWhatTheSidecarSays() {
        long pid = greeter.awaitReady(Duration.ofMinutes(1)).pid().getAsLong();

        when().get("/greeting").then().statusCode(200).body(is("Hello from process " + pid));
    }
}
