package io.quarkiverse.sidecar.it;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * Short times, so that what becomes of a disturbed sidecar is soon seen; and the same monitor once more, as somebody else's.
 */
public class SoonNoticed implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        String monitor = "quarkus.sidecar.agent-monitor.";
        String elsewhere = "quarkus.sidecar.elsewhere.";
        return Map.of(
                monitor + "startup", "await-ready",
                monitor + "health.interval", "200ms",
                monitor + "health.timeout", "1s",
                monitor + "health.failure-threshold", "2",
                monitor + "restart.delay", "20ms",
                monitor + "restart.max-attempts", "2",
                monitor + "stop.timeout", "1s",
                elsewhere + "mode", "external",
                elsewhere + "port", "${quarkus.sidecar.agent-monitor.port}",
                elsewhere + "required", "false");
    }
}
