package io.quarkiverse.sidecar.deployment;

import io.quarkiverse.sidecar.runtime.config.SidecarsBuildTimeConfig;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;

/** Makes the sidecars part of the application's readiness. */
class SidecarHealthProcessor {

    @BuildStep
    HealthBuildItem health(SidecarsBuildTimeConfig config) {
        return new HealthBuildItem("io.quarkiverse.sidecar.runtime.SidecarsHealthCheck", config.health().enabled());
    }
}
