package org.acme;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkus.logging.Log;

@ApplicationScoped
public class Alarm {

    void givenUp(@Observes SidecarFailed failed) {
        Log.errorf("%s was given up: %s", failed.name(), failed.message());
    }
}
