package org.acme;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.is;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.test.Fault;
import io.quarkiverse.sidecar.test.SidecarFaults;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;

@QuarkusTest
class QuotesFaultsTest {

    @Inject
    @Identifier("quotes")
    Sidecar quotes;

    @BeforeEach
    void sidecarIsReady() {
        quotes.awaitReady(Duration.ofMinutes(1));
    }

    @Test
    void quotesAgainAfterACrash() {
        SidecarFaults.of(quotes).kill();

        quotes.awaitReady(Duration.ofMinutes(1));
        when().get("/quote").then().statusCode(200).body(is("Less is more"));
    }

    @Test
    void isUnavailableWhileItsPortIsTaken() {
        try (Fault taken = SidecarFaults.of(quotes).takePort()) {
            when().get("/quote").then().statusCode(503);
        }
    }
}
