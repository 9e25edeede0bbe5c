package io.quarkiverse.sidecar.runtime.config;

import java.util.Set;

/** The configuration keys of a sidecar, as people write them. */
public final class ConfigKeys {

    /** First segments of the keys that are no sidecar's. As names of sidecars they could not be told from those keys. */
    public static final Set<String> RESERVED = Set.of("enabled", "state-directory", "shutdown-timeout", "health", "metrics",
            "endpoint");

    private ConfigKeys() {
    }

    /** For example {@code quarkus.sidecar.agent-monitor.port}; a name with dots is quoted. */
    public static String of(String sidecar, String key) {
        boolean plain = sidecar.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
        return "quarkus.sidecar." + (plain ? sidecar : '"' + sidecar + '"') + "." + key;
    }
}
