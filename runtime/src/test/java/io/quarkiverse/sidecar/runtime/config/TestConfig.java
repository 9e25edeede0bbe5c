package io.quarkiverse.sidecar.runtime.config;

import java.time.Duration;
import java.util.Map;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The configuration of an application with these properties and environment variables. */
public final class TestConfig {

    private TestConfig() {
    }

    public static SmallRyeConfig of(Map<String, String> properties) {
        return of(properties, Map.of());
    }

    public static SmallRyeConfig of(Map<String, String> properties, Map<String, String> variables) {
        return new SidecarConfigBuilder().configBuilder(new SmallRyeConfigBuilder().addDefaultInterceptors())
                .withSources(new PropertiesConfigSource(properties, "test", 100), new EnvConfigSource(variables, 300))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(SidecarsRuntimeConfig.class).withMapping(ContainersBuildTimeConfig.class)
                .withValidateUnknown(false).build();
    }

    /** The only sidecar. */
    public static SidecarConfig sidecar(Map<String, String> properties, Map<String, String> variables) {
        return of(properties, variables).getConfigMapping(SidecarsRuntimeConfig.class).sidecars().values().iterator().next();
    }
}
