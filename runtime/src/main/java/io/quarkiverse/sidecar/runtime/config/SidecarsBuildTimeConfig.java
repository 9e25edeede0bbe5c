package io.quarkiverse.sidecar.runtime.config;

import java.util.List;
import java.util.Optional;

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
         * Whether the readiness check `Sidecars` is part of the health of the application.
         */
        @WithDefault("true")
        boolean enabled();
    }

    /** Metrics. */
    interface Metrics {

        /**
         * Whether sidecars have meters. They require the Micrometer extension.
         */
        @WithDefault("true")
        boolean enabled();
    }

    /** The control endpoint. */
    interface Endpoint {

        /**
         * Whether `GET /q/sidecars` and `GET /q/sidecars/NAME` return the status of all sidecars, or of one, as JSON.
         */
        @WithDefault("false")
        boolean read();

        /**
         * Whether `POST /q/sidecars/NAME/start`, `stop`, and `restart` are accepted. By default, only from authenticated
         * callers.
         */
        @WithDefault("false")
        boolean write();

        /**
         * The path of the endpoint, below `quarkus.http.non-application-root-path`, or below `quarkus.management.root-path`
         * if there is a management interface.
         */
        @WithDefault("sidecars")
        String path();

        /**
         * The roles whose callers may send commands; `**` stands for every authenticated caller. By default, every
         * authenticated
         * caller may, unless the application's own permissions for the path say otherwise.
         */
        Optional<List<String>> rolesAllowed();

        /**
         * Whether commands are accepted from callers that are not authenticated. Every caller that reaches the endpoint can
         * then stop a sidecar: restrict access by the network.
         */
        @WithDefault("false")
        boolean allowUnauthenticatedWrite();
    }
}
