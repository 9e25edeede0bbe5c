package io.quarkiverse.sidecar.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackBindingCheckTest {

    @ParameterizedTest
    @ValueSource(strings = { "container.arguments=--bind,127.0.0.1", "container.command=serve,--listen=localhost:{port}",
            "environment.HOST=127.0.0.1", "environment.LISTEN=[::1]:4820", "command=sh,-c,serve --host localhost --port 1",
            "environment.HOST=::1" })
    void warnsOfWhatSeemsToListenOnTheLoopbackAddressOnly(String hint) {
        assertThat(LoopbackBindingCheck.warnings(List.of(Plans.web("web." + hint)))).singleElement().asString()
                .startsWith("quarkus.sidecar.web." + hint.substring(0, hint.indexOf('=')))
                .contains("0.0.0.0", "health.command");
    }

    @ParameterizedTest
    @ValueSource(strings = { "environment.UPSTREAM=http://localhost:9090/", "environment.DB=localhost:5432",
            "container.arguments=--bind,0.0.0.0", "environment.NAME=mylocalhost", "command=serve" })
    void isSilentAboutTheRest(String noHint) {
        assertThat(LoopbackBindingCheck.warnings(List.of(Plans.web("web." + noHint)))).isEmpty();
    }

    @Test
    void isSilentWhereTheKubeletAsksInsideOfTheContainer() {
        assertThat(
                LoopbackBindingCheck.warnings(List.of(Plans.web("web.environment.HOST=127.0.0.1", "web.health.command=ask"))))
                .isEmpty();
    }
}
