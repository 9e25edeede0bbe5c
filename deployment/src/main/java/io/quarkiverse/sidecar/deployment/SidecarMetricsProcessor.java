package io.quarkiverse.sidecar.deployment;

import java.util.Optional;

import io.quarkiverse.sidecar.runtime.config.SidecarsBuildTimeConfig;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.metrics.MetricsCapabilityBuildItem;
import io.quarkus.runtime.metrics.MetricsFactory;

/** Gives the sidecars meters, in an application that has Micrometer. */
class SidecarMetricsProcessor {

    /** By its name: where Micrometer is missing the class cannot be loaded. */
    @BuildStep
    void meters(SidecarsBuildTimeConfig config, Optional<MetricsCapabilityBuildItem> metrics,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        boolean micrometer = metrics.filter(its -> its.metricsSupported(MetricsFactory.MICROMETER)).isPresent();
        if (micrometer && config.metrics().enabled()) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf("io.quarkiverse.sidecar.runtime.metrics.SidecarMetrics"));
        }
    }
}
