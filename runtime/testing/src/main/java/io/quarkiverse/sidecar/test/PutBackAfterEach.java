package io.quarkiverse.sidecar.test;

import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/** After each method of a {@code @QuarkusTest} nothing is left of its faults. Found by Quarkus, as a service. */
public final class PutBackAfterEach implements QuarkusTestAfterEachCallback {

    @Override
    public void afterEach(QuarkusTestMethodContext context) {
        Disturbances.putBack();
    }
}
