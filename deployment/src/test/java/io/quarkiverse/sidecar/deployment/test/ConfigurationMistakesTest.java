package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;

/** Mistakes are found when the application starts, all of them at once. */
class ConfigurationMistakesTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.with(Shop.class)
            .overrideRuntimeConfigKey("quarkus.sidecar.web.port", "70000")
            .overrideRuntimeConfigKey("quarkus.sidecar.web.working-directory", "no/such/folder")
            .overrideRuntimeConfigKey("quarkus.sidecar.enabled.command", "sh")
            .overrideRuntimeConfigKey("quarkus.sidecar.one.command", "sh")
            .overrideRuntimeConfigKey("quarkus.sidecar.one.depends-on", "other,nobody")
            .overrideRuntimeConfigKey("quarkus.sidecar.other.command", "sh")
            .overrideRuntimeConfigKey("quarkus.sidecar.other.depends-on", "one")
            .overrideRuntimeConfigKey("quarkus.sidecar.web.enviroment.KEY", "x")
            .overrideRuntimeConfigKey("quarkus.sidecar.cahce.command", "sh")
            .assertException(problem -> assertThat(problem).isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("quarkus.sidecar.web.enviroment.KEY is set, but there is no such key: did you mean"
                            + " 'quarkus.sidecar.web.environment.KEY'?")
                    .hasMessageContaining("quarkus.sidecar.web.command is missing")
                    .hasMessageContaining("quarkus.sidecar.web.port is 70000: it must be a port between 1 and 65535")
                    .hasMessageContaining("quarkus.sidecar.web.working-directory is no/such/folder")
                    .hasMessageContaining("quarkus.sidecar.enabled.command: 'enabled' is the first word of a global key")
                    .hasMessageContaining("quarkus.sidecar.one.depends-on is nobody: no such sidecar is declared")
                    .hasMessageContaining("quarkus.sidecar.one.depends-on is other: that goes in a circle, one -> other -> one")
                    .hasMessageContaining(
                            "Shop#cache injects it: did you mean 'cahce'? Otherwise set quarkus.sidecar.cache.command"));

    @Test
    void neverStarts() {
        fail("the application must not start");
    }

    @Startup
    @Singleton
    public static class Shop {

        @Inject
        @Identifier("cache")
        Sidecar cache;
    }
}
