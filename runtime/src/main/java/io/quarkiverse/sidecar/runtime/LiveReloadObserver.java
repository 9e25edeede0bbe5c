package io.quarkiverse.sidecar.runtime;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;

/** In dev mode: the polls of sidecars that a live reload has kept become jobs of the new scheduler, once that runs. */
@Singleton
public class LiveReloadObserver {

    void schedulerRuns(@Observes StartupEvent event, SidecarRegistry sidecars) {
        sidecars.renewJobs();
    }
}
