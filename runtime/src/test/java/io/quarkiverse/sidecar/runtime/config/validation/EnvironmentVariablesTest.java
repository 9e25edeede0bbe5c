package io.quarkiverse.sidecar.runtime.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class EnvironmentVariablesTest {

    private static final List<String> SIDECARS = List.of("web", "agent-monitor");

    @Test
    void guessesAMisspeltVariable() {
        assertThat(warnings("QUARKUS_SIDECAR_WEB_COMAND")).containsExactly("QUARKUS_SIDECAR_WEB_COMAND is set in the"
                + " environment, and is no key of quarkus-sidecar: did you mean 'QUARKUS_SIDECAR_WEB_COMMAND'? It is ignored");
        assertThat(warnings("QUARKUS_SIDECAR__AGENT_MONITOR__HEALTH_PTH")).singleElement().asString()
                .contains("'QUARKUS_SIDECAR_AGENT_MONITOR_HEALTH_PATH'");
        assertThat(warnings("QUARKUS_SIDECAR_ENABLD")).singleElement().asString().contains("'QUARKUS_SIDECAR_ENABLED'");
    }

    @Test
    void knowsEveryWayToWriteAKey() {
        assertThat(warnings("QUARKUS_SIDECAR_WEB_COMMAND", "QUARKUS_SIDECAR__WEB__PORT", "QUARKUS_SIDECAR_ENABLED",
                "QUARKUS_SIDECAR_AGENT_MONITOR_RESTART_MAX_ATTEMPTS", "QUARKUS_SIDECAR_WEB_ENVIRONMENT_MY_KEY",
                "QUARKUS_SIDECAR_WEB_HEALTH_HEADERS__X_KEY_")).isEmpty();
    }

    @Test
    void saysNothingOfWhatKubernetesSetsForAServiceOfThatName() {
        assertThat(warnings("QUARKUS_SIDECAR_SERVICE_HOST", "QUARKUS_SIDECAR_SERVICE_PORT", "QUARKUS_SIDECAR_PORT",
                "QUARKUS_SIDECAR_PORT_8080_TCP_ADDR")).isEmpty();
    }

    private static List<String> warnings(String... variables) {
        return EnvironmentVariables.misspelled(List.of(variables), SIDECARS);
    }
}
