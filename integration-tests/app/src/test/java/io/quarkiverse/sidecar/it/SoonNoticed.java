package io.quarkiverse.sidecar.it;

import static java.util.Map.entry;

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
        return Map.ofEntries(
                entry(monitor + "startup", "await-ready"),
                entry(monitor + "health.interval", "200ms"),
                entry(monitor + "health.timeout", "1s"),
                entry(monitor + "health.failure-threshold", "2"),
                entry(monitor + "restart.delay", "20ms"),
                entry(monitor + "restart.max-attempts", "2"),
                // Restarts count, also where a test takes its time.
                entry(monitor + "restart.stable-after", "30s"),
                entry(elsewhere + "mode", "external"),
                entry(elsewhere + "port", "${quarkus.sidecar.agent-monitor.port}"),
                entry(elsewhere + "required", "false"));
    }
}
