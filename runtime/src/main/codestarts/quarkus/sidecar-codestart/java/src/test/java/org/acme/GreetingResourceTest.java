package org.acme;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

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
    void returnsTheAnswerOfTheSidecar() {
        long pid = greeter.start().await().atMost(Duration.ofMinutes(1)).pid().getAsLong();

        when().get("/greeting").then().statusCode(200).body(is("Hello from process " + pid));
    }

    @Test
    void isUnavailableWhileTheSidecarIsStopped() {
        greeter.stop().await().atMost(Duration.ofMinutes(1));

        when().get("/greeting").then().statusCode(503).body(startsWith("The greeter does not answer, state STOPPED"));
    }
}
