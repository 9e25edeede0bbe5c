package io.quarkiverse.sidecar.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.smallrye.config.SmallRyeConfig;

class GlobalKeysTest {

    private static final String STATE = "quarkus.sidecar.state-directory";

    private final SmallRyeConfig config = TestConfig.of(Map.of(STATE, "/there", "quarkus.sidecar.health.enabled", "false",
            "quarkus.sidecar.health.command", "sh", "quarkus.sidecar.web.command", "sh"));

    @Test
    void areNotTakenForSidecars() {
        assertThat(config.getConfigMapping(SidecarsRuntimeConfig.class).sidecars()).containsOnlyKeys("web", "health");
        assertThat(names()).doesNotContain(STATE, "quarkus.sidecar.health.enabled");
    }

    @Test
    void areReadAsAnyOther() {
        assertThat(config.getConfigMapping(SidecarsRuntimeConfig.class).stateDirectory()).hasToString("Optional[/there]");
        assertThat(config.getValue(STATE, String.class)).isEqualTo("/there");
    }

    @Test
    void leaveWhatIsNoGlobalKeyWhereItIs() {
        assertThat(names()).contains("quarkus.sidecar.health.command", "quarkus.sidecar.web.command");
    }

    /** SmallRye's view of them cannot be gone through twice. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        config.getPropertyNames().forEach(names::add);
        return names;
    }
}
