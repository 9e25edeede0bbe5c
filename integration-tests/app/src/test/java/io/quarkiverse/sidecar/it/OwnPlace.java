package io.quarkiverse.sidecar.it;

import java.nio.file.Path;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Gives the packaged application, which runs with its production configuration, a state folder of its own, and has it
 * choose its sidecar's port.
 */
public class OwnPlace implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.sidecar.state-directory", Path.of("target", "sidecar-state-it").toAbsolutePath().toString(),
                "quarkus.sidecar.agent-monitor.port", "0",
                "quarkus.sidecar.agent-monitor.health.interval", "1s");
    }

    @Override
    public void stop() {
        // Nothing was started.
    }
}
