package io.quarkiverse.sidecar.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigDocSection;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** All sidecars of the application. */
@ConfigMapping(prefix = "quarkus.sidecar")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface SidecarsRuntimeConfig {

    /**
     * Whether sidecars are launched at all.
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * The directory that records what is running, so that the next start can reclaim what a crashed one left. By default,
     * `quarkus-sidecar` in the user's state directory (`$XDG_STATE_HOME`, else `~/.local/state`), else in the temporary
     * directory.
     */
    Optional<Path> stateDirectory();

    /**
     * What tells this application apart from others in the state directory. By default its name and the path of its jar. Set it
     * where each release has a directory of its own, so that a release reclaims what the one before it left.
     */
    @ConfigDocDefault("derived from the application's name and path")
    Optional<String> applicationId();

    /**
     * The maximum time for all sidecars to stop when the application stops. By default, the longest `stop.timeout` plus 2
     * seconds; where sidecars depend on others, the largest sum of `stop.timeout` along such a chain plus 2 seconds.
     */
    Optional<Duration> shutdownTimeout();

    /**
     * What readiness says.
     */
    Health health();

    /** What readiness says. */
    interface Health {

        /**
         * How much the readiness check `Sidecars` says of a failure. `full` is the whole message. `summary` leaves out command
         * lines of other processes and quoted output. The default is `full` in development and test, and `summary` in
         * production.
         */
        @ConfigDocDefault("full in development and test, summary in production")
        Optional<Details> details();

        /** How much readiness says of a failure. */
        enum Details {
            FULL,
            SUMMARY
        }
    }

    /**
     * The sidecars, by name.
     */
    @ConfigDocSection
    @ConfigDocMapKey("sidecar-name")
    @WithParentName
    Map<String, SidecarConfig> sidecars();
}
