package org.acme;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(QuotesElsewhere.class)
class WithQuotesElsewhereTest {

    @Test
    void quotesWhatTheTestMadeUp() {
        when().get("/quote").then().statusCode(200).body(is("Made up by the test"));
    }
}
