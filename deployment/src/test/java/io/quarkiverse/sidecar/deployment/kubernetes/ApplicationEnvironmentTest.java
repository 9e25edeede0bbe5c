package io.quarkiverse.sidecar.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class ApplicationEnvironmentTest {

    private static Map<String, String> of(String... properties) {
        PodPlan plan = Plans.of(properties);
        return ApplicationEnvironment.of(plan.containers().get(0), plan.settings());
    }

    @Test
    void saysThatSomebodyElseRunsIt() {
        assertThat(of("web.container.image=w", "web.port=1")).isEqualTo(Map.of("QUARKUS_SIDECAR_WEB_MODE", "external"));
        assertThat(of("\"web-1\".container.image=w", "\"web-1\".port=1"))
                .isEqualTo(Map.of("QUARKUS_SIDECAR__WEB_1__MODE", "external"));
    }

    @Test
    void asksWithinThePod() {
        assertThat(of("web.container.image=w", "web.port=1", "web.host=monitor.example"))
                .containsEntry("QUARKUS_SIDECAR_WEB_HOST", "127.0.0.1");
        assertThat(of("web.container.image=w", "web.port=1", "web.host=::1")).hasSize(1);
    }

    @Test
    void asksNothingThatOnlyTheOtherContainerCan() {
        assertThat(of("web.container.image=w", "web.port=1", "web.health.command=ask"))
                .containsEntry("QUARKUS_SIDECAR_WEB_HEALTH_COMMAND", "").doesNotContainKey("QUARKUS_SIDECAR_WEB_ENABLED");
        assertThat(of("web.container.image=w", "web.health.command=ask"))
                .containsEntry("QUARKUS_SIDECAR_WEB_ENABLED", "false");
    }

    @Test
    void repeatsWhatWasReadFromTheSurroundingsOfTheBuild() {
        assertThat(of("web.container.image=w", "web.port=${sidecar.of.nobody:4820}", "web.environment.API_KEY=${NOT_SET}",
                "web.ready.timeout=${ALSO:9s}"))
                .isEqualTo(Map.of("QUARKUS_SIDECAR_WEB_MODE", "external", "QUARKUS_SIDECAR_WEB_PORT", "4820",
                        "QUARKUS_SIDECAR_WEB_ENVIRONMENT_API_KEY", "unused", "QUARKUS_SIDECAR_WEB_READY_TIMEOUT", "9s"));
    }

    /** As a list in YAML arrives. */
    @Test
    void takesTheElementsOfAListForTheList() {
        assertThat(of("web.container.image=w", "web.port=1", "web.command[0]=web", "web.command[1]=--password=${PW:hush}",
                "web.health.command[0]=ask", "web.health.command[1]=${U:http://x}"))
                .isEqualTo(Map.of("QUARKUS_SIDECAR_WEB_MODE", "external", "QUARKUS_SIDECAR_WEB_COMMAND_1_", "unused",
                        "QUARKUS_SIDECAR_WEB_HEALTH_COMMAND", ""));
    }

    @Test
    void isKnownByTheQuotesOfTheOtherKeys() {
        assertThat(
                ApplicationEnvironment.known(List.of("quarkus.sidecar.\"a-b\".container.image", "quarkus.sidecar.\"a-b\".port",
                        "quarkus.sidecar.c.container.image", "quarkus.sidecar.child.command")))
                .containsOnlyKeys("quarkus.sidecar.\"a-b\".mode", "quarkus.sidecar.\"a-b\".enabled",
                        "quarkus.sidecar.\"a-b\".host", "quarkus.sidecar.c.mode", "quarkus.sidecar.c.enabled",
                        "quarkus.sidecar.c.host");
    }
}
