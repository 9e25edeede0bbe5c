package io.quarkiverse.sidecar.runtime;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is decided when the application is built. */
@ConfigMapping(prefix = "quarkus.sidecar")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface SidecarsBuildTimeConfig {

    /**
     * Health.
     */
    Health health();

    /**
     * Metrics.
     */
    Metrics metrics();

    /** Health. */
    interface Health {

        /**
         * Whether the readiness check `Sidecars` is part of the application's health.
         */
        @WithDefault("true")
        boolean enabled();
    }

    /** Metrics. */
    interface Metrics {

        /**
         * Whether the sidecars have meters, in an application that has the Micrometer extension. In one that has not there are
         * none.
         */
        @WithDefault("true")
        boolean enabled();
    }
}
