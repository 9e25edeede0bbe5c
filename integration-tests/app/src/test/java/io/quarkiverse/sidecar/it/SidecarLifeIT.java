package io.quarkiverse.sidecar.it;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same, on the packaged application. */
@QuarkusIntegrationTest
@WithTestResource(OwnPlace.class)
class SidecarLifeIT extends SidecarLifeTest {
}
