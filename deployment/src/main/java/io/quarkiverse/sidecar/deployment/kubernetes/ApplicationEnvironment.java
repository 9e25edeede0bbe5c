package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.quarkiverse.sidecar.runtime.config.ConfigKeys;

/**
 * The variables by which the application's container knows that a sidecar runs in a container beside it: configuration, set
 * where it counts more than what the application was built with. Pure.
 */
final class ApplicationEnvironment {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String UNUSED = "unused";
    private static final Map<String, String> DEFAULTS = Map.of("mode", "managed", "enabled", "true", "host", LOOPBACK);
    private static final Set<String> LOOPBACK_HOSTS = Set.of(LOOPBACK, "localhost", "::1", "[::1]");

    private final PodSidecar sidecar;
    private final BuildTimeConfiguration settings;
    private final Map<String, String> variables = new TreeMap<>();

    private ApplicationEnvironment(PodSidecar sidecar, BuildTimeConfiguration settings) {
        this.sidecar = sidecar;
        this.settings = settings;
    }

    /**
     * What must be known to the application as properties, each with its default, that the variables are understood.
     *
     * @see io.quarkiverse.sidecar.runtime.config.ContainerDefaultsConfigBuilder
     * @param properties those that are set
     */
    static Map<String, String> known(Collection<String> properties) {
        Map<String, String> known = new TreeMap<>();
        properties.stream().filter(property -> Property.key(property).equals("container.image")).map(Property::sidecar)
                .forEach(sidecar -> DEFAULTS
                        .forEach((key, value) -> known.put(Property.named(sidecar, key, properties), value)));
        return known;
    }

    static Map<String, String> of(PodSidecar sidecar, BuildTimeConfiguration settings) {
        ApplicationEnvironment environment = new ApplicationEnvironment(sidecar, settings);
        environment.add();
        return environment.variables;
    }

    private void add() {
        put("mode", "external");
        if (!LOOPBACK_HOSTS.contains(sidecar.config().host())) {
            put("host", LOOPBACK);
        }
        if (sidecar.probedPort().isEmpty()) {
            // The kubelet alone can ask it; the application would refuse to start with a sidecar that it cannot ask.
            put("enabled", "false");
        }
        if (sidecar.config().health().command().isPresent()) {
            // A program of the sidecar's image, not of the application's. What is empty counts as not set.
            put("health.command", "");
        }
        settings.raw().keySet().stream().filter(property -> Property.isOf(sidecar.name(), property))
                .forEach(this::pin);
    }

    /** What it refers to need not have the same value in the application's container, nor any. */
    private void pin(String property) {
        String key = Property.key(property);
        if (key.startsWith("environment.") || key.equals("command") || key.equals("working-directory")) {
            // In mode external nobody uses it; but it must be there to be read.
            variables.put(ConfigKeys.variable(property), UNUSED);
        } else if (settings.values().containsKey(property) && !key.startsWith("container.")
                && !key.equals("health.command")) {
            variables.putIfAbsent(ConfigKeys.variable(property), settings.values().get(property));
        }
    }

    private void put(String key, String value) {
        variables.put(ConfigKeys.variable(Property.named(sidecar.name(), key, settings.values().keySet())), value);
    }
}
