package io.quarkiverse.sidecar.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocIgnore;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** How it is asked whether it is well. */
@ConfigGroup
public interface HealthConfig {

    /**
     * The path of the HTTP health check. A 2xx response means that the sidecar is healthy. Without a path, `health.command`
     * decides; without a command, a TCP connection to the port; without a port, being alive for `restart.stable-after`.
     */
    Optional<String> path();

    /**
     * A command that checks the health, as a list like `command`. Exit code 0 means that the sidecar is healthy. It has the
     * environment and the working directory of the sidecar, and `{port}` expands to the port. Its processes that are alive
     * when it exits, or after `health.timeout`, are killed.
     */
    Optional<List<@WithConverter(Converters.Verbatim.class) String>> command();

    /** The same where it is one text. */
    @ConfigDocIgnore
    @WithName("command")
    @WithConverter(Arguments.class)
    Optional<List<String>> commandText();

    /**
     * The port to probe.
     */
    @ConfigDocDefault("the sidecar's port")
    OptionalInt port();

    /**
     * The scheme of the HTTP health check: `http` or `https`. The certificate is not verified.
     */
    @WithDefault("http")
    Scheme scheme();

    /**
     * The headers of the HTTP health check. A value may be empty.
     */
    @ConfigDocMapKey("header")
    Map<String, @WithConverter(Converters.Verbatim.class) String> headers();

    /**
     * Whether the process that responds must belong to the sidecar. Set it to `false` for a sidecar whose listener belongs
     * to another program by design, such as `docker run`. A port that another process holds before the launch is a conflict
     * in both cases.
     */
    @WithDefault("true")
    boolean verifyListener();

    /**
     * The time between two polls of a ready sidecar.
     */
    @WithDefault("10s")
    Duration interval();

    /**
     * The maximum time for a probe to respond.
     */
    @WithDefault("2s")
    Duration timeout();

    /**
     * The number of failed polls in a row after which the sidecar is restarted.
     */
    @WithDefault("3")
    int failureThreshold();

    /** HTTP in the clear, or in TLS. */
    enum Scheme {
        HTTP,
        HTTPS
    }
}
