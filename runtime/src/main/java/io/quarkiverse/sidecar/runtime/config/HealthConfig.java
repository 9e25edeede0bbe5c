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
     * An HTTP GET of this path that is answered with 2xx says that it is well. Without a path, `health.command` does;
     * without that, a TCP connection to its port; without a port, being alive for `restart.stable-after`.
     */
    Optional<String> path();

    /**
     * A command that says by exit code 0 that it is well. A list, as `command`; `{port}` stands for the port. It sees the
     * sidecar's environment and runs in its folder; what of it is still alive at its end, or after `health.timeout`, is
     * killed.
     */
    Optional<List<@WithConverter(Converters.Verbatim.class) String>> command();

    /** The same where it is one text. */
    @ConfigDocIgnore
    @WithName("command")
    @WithConverter(Arguments.class)
    Optional<List<String>> commandText();

    /**
     * The port to ask.
     */
    @ConfigDocDefault("the sidecar's port")
    OptionalInt port();

    /**
     * How to ask: `http` or `https`. The certificate is not checked.
     */
    @WithDefault("http")
    Scheme scheme();

    /**
     * Headers of the request. A value may be empty.
     */
    @ConfigDocMapKey("header")
    Map<String, @WithConverter(Converters.Verbatim.class) String> headers();

    /**
     * Whether the process that answers must be one of the sidecar's own. Set it to `false` for a helper whose listener
     * belongs to another program by design, such as `docker run`. A port that another process holds before the launch is a
     * conflict in both cases.
     */
    @WithDefault("true")
    boolean verifyListener();

    /**
     * How often a ready sidecar is asked.
     */
    @WithDefault("10s")
    Duration interval();

    /**
     * How long an answer may take.
     */
    @WithDefault("2s")
    Duration timeout();

    /**
     * After so many failed polls in a row it is stopped and restarted.
     */
    @WithDefault("3")
    int failureThreshold();

    /** HTTP in the clear, or in TLS. */
    enum Scheme {
        HTTP,
        HTTPS
    }
}
