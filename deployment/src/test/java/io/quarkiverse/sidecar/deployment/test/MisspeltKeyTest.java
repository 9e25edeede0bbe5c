package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.QuarkusProdModeTest;

/** A key that does not exist is refused by the build: nothing can make it right at run time. */
class MisspeltKeyTest {

    @RegisterExtension
    static final QuarkusProdModeTest APP = new QuarkusProdModeTest().withEmptyApplication()
            .overrideConfigKey("quarkus.sidecar.web.comand", "sh")
            .overrideConfigKey("quarkus.sidecar.web.max-attempts", "3")
            .overrideConfigKey("quarkus.sidecar.enabld", "false")
            .overrideConfigKey("quarkus.sidecar.web.restart.policy", "allways")
            .overrideConfigKey("quarkus.sidecar.web.port", "${WEB_PORT}")
            .assertBuildException(problem -> assertThat(problem).rootCause()
                    // Of the class loader of the build.
                    .satisfies(it -> assertThat(it.getClass().getName()).isEqualTo(ConfigurationException.class.getName()))
                    .hasMessageContaining("has 4 mistakes")
                    .hasMessageContaining("quarkus.sidecar.web.comand is set, but there is no such key: did you mean"
                            + " 'quarkus.sidecar.web.command'?")
                    .hasMessageContaining("did you mean 'quarkus.sidecar.web.restart.max-attempts'?")
                    .hasMessageContaining("did you mean 'quarkus.sidecar.enabled'?")
                    .hasMessageContaining("quarkus.sidecar.web.restart.policy is allways: did you mean 'always'?")
                    // What is only missing may come when the application starts.
                    .hasMessageNotContaining("missing").hasMessageNotContaining("WEB_PORT")
                    .satisfies(it -> assertThat(it.getStackTrace()).isEmpty()));

    @Test
    void isNeverBuilt() {
        fail("the application must not be built");
    }
}
