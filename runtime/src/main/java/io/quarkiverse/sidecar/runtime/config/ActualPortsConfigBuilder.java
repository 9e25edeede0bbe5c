package io.quarkiverse.sidecar.runtime.config;

import io.quarkus.runtime.configuration.ConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Adds {@link ActualPorts}, {@link StandIns} and {@link GlobalKeys} to the configuration of a running application. */
public class ActualPortsConfigBuilder implements ConfigBuilder {

    @Override
    public SmallRyeConfigBuilder configBuilder(SmallRyeConfigBuilder builder) {
        return builder.withInterceptorFactories(ActualPorts.factory(), StandIns.factory(), GlobalKeys.factory());
    }
}
