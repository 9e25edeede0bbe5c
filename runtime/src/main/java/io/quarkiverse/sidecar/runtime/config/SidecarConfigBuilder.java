package io.quarkiverse.sidecar.runtime.config;

import io.quarkus.runtime.configuration.ConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * Adds {@link ActualPortInterceptor}, {@link InvalidValueInterceptor} and {@link GlobalKeys} to the configuration of a running
 * application.
 */
public class SidecarConfigBuilder implements ConfigBuilder {

    @Override
    public SmallRyeConfigBuilder configBuilder(SmallRyeConfigBuilder builder) {
        return builder.withInterceptorFactories(ActualPortInterceptor.factory(), InvalidValueInterceptor.factory(),
                GlobalKeys.factory());
    }
}
