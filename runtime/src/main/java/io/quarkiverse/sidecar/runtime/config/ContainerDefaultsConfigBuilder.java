package io.quarkiverse.sidecar.runtime.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;

import io.quarkus.runtime.configuration.ConfigBuilder;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * Makes the properties known by which the manifest of a pod tells the application that a sidecar is a container, each with its
 * default. Of {@code QUARKUS_SIDECAR__AGENT_MONITOR__MODE} alone SmallRye cannot tell which characters the underscores stand
 * for, and would take it for a second sidecar; it finds out by the properties of other sources, but not by defaults.
 */
public class ContainerDefaultsConfigBuilder implements ConfigBuilder {

    /** Where the build writes them down. */
    public static final String RESOURCE = "META-INF/quarkus-sidecar/container-keys.properties";

    /** Everything else counts more. */
    private static final int ORDINAL = Integer.MIN_VALUE / 2;

    @Override
    public SmallRyeConfigBuilder configBuilder(SmallRyeConfigBuilder builder) {
        URL keys = Thread.currentThread().getContextClassLoader().getResource(RESOURCE);
        try {
            return keys == null ? builder : builder.withSources(new PropertiesConfigSource(keys, ORDINAL));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + keys, e);
        }
    }
}
