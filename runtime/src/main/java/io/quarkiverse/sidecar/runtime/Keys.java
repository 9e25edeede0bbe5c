package io.quarkiverse.sidecar.runtime;

/** The configuration keys of a sidecar, as people write them. */
public final class Keys {

    private Keys() {
    }

    /** For example {@code quarkus.sidecar.agent-monitor.port}; a name with dots is quoted. */
    public static String of(String sidecar, String key) {
        boolean plain = sidecar.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
        return "quarkus.sidecar." + (plain ? sidecar : '"' + sidecar + '"') + "." + key;
    }
}
