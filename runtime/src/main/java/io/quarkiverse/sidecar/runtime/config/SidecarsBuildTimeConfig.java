package io.quarkiverse.sidecar.runtime.config;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is decided when the application is built. */
@ConfigMapping(prefix = "quarkus.sidecar")
@ConfigRoot(phase = ConfigPhase.BUILD_AND_RUN_TIME_FIXED)
public interface SidecarsBuildTimeConfig {

    /**
     * Health.
     */
    Health health();

    /**
     * Metrics.
     */
    Metrics metrics();

    /**
     * The control endpoint.
     */
    Endpoint endpoint();

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

    /** The control endpoint. */
    interface Endpoint {

        /**
         * Whether `GET /q/sidecars` and `GET /q/sidecars/NAME` answer with the status of all sidecars, or of one, as JSON.
         */
        @WithDefault("false")
        boolean read();

        /**
         * Whether `POST /q/sidecars/NAME/start`, `stop` and `restart` are accepted. Without more only from callers who have
         * proved who they are.
         */
        @WithDefault("false")
        boolean write();

        /**
         * Where the endpoint is: under `quarkus.http.non-application-root-path`, or under `quarkus.management.root-path` when
         * there is a management interface.
         */
        @WithDefault("sidecars")
        String path();

        /**
         * Whether commands are accepted from anybody who can reach the endpoint. What may call it, and on what sidecar, is then
         * decided by the network alone.
         */
        @WithDefault("false")
        boolean allowUnauthenticatedWrite();
    }
}
