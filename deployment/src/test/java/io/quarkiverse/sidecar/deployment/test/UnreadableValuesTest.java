package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** Values that cannot be read are refused all together, before anything is made of them. */
class UnreadableValuesTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.with()
            .overrideRuntimeConfigKey("quarkus.sidecar.web.command", "sh,-c,echo ${NOT_THERE}")
            .overrideRuntimeConfigKey("quarkus.sidecar.web.health.interval", "10sec")
            .overrideRuntimeConfigKey("quarkus.sidecar.web.required", "ture")
            .overrideRuntimeConfigKey("quarkus.sidecar.web.port", "abc")
            .assertException(problem -> assertThat(problem)
                    .hasMessageContaining("quarkus.sidecar.web.command is ${NOT_THERE}: nothing gives a value")
                    .hasMessageContaining("quarkus.sidecar.web.health.interval is 10sec: it must be a duration")
                    .hasMessageContaining("quarkus.sidecar.web.required is ture: it must be true or false")
                    .hasMessageContaining("quarkus.sidecar.web.port is abc: it must be a whole number")
                    .hasMessageNotContaining("missing"));

    @Test
    void neverStarts() {
        fail("the application must not start");
    }
}
