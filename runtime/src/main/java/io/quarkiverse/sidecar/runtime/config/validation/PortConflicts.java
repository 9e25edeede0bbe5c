package io.quarkiverse.sidecar.runtime.config.validation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.runtime.config.SidecarConfig;
import io.quarkiverse.sidecar.runtime.config.SidecarConfig.Mode;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.SmallRyeConfig;

/** Finds declared ports that cannot be listened on, because the configuration gives them away twice. */
final class PortConflicts {

    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]", "127.0.0.1");

    /** The keys of the ports that are taken, by address and port. */
    private final Map<String, String> taken = new HashMap<>();
    private final SmallRyeConfig settings;
    private final Mistakes mistakes;

    private PortConflicts(SmallRyeConfig settings, Mistakes mistakes) {
        this.settings = settings;
        this.mistakes = mistakes;
    }

    /** @param sidecars those that are enabled */
    static void find(Map<String, SidecarConfig> sidecars, SmallRyeConfig settings, Mistakes mistakes) {
        PortConflicts conflicts = new PortConflicts(settings, mistakes);
        if (settings.getOptionalValue("quarkus.http.host-enabled", Boolean.class).orElse(true)) {
            conflicts.application("quarkus.http", "port");
            if (conflicts.speaksTls()) {
                conflicts.application("quarkus.http", "ssl-port");
            }
        }
        if (settings.getOptionalValue("quarkus.management.enabled", Boolean.class).orElse(false)) {
            conflicts.application("quarkus.management", "port");
        }
        Map<String, SidecarConfig> ordered = new TreeMap<>(sidecars);
        // An external sidecar may watch the port of another one.
        ordered.values().removeIf(sidecar -> sidecar.port().orElse(0) == 0 || sidecar.mode() == Mode.EXTERNAL);
        ordered.forEach((name, sidecar) -> conflicts.managed(name, sidecar));
    }

    private boolean speaksTls() {
        return Stream.of("tls-configuration-name", "ssl.certificate.files", "ssl.certificate.key-store-file")
                .anyMatch(key -> settings.getOptionalValue("quarkus.http." + key, String.class).isPresent());
    }

    private void application(String prefix, String port) {
        String key = prefix + (LaunchMode.current() == LaunchMode.TEST ? ".test-" : ".") + port;
        String host = address(settings.getOptionalValue(prefix + ".host", String.class).orElse("0.0.0.0"));
        settings.getOptionalValue(key, Integer.class).filter(number -> number > 0)
                .ifPresent(number -> taken.put((ANY_ADDRESS.contains(host) ? "127.0.0.1" : host) + " " + number, key));
    }

    private void managed(String name, SidecarConfig sidecar) {
        String other = taken.putIfAbsent(address(sidecar.host()) + " " + sidecar.port().getAsInt(), mistakes.key(name, "port"));
        if (other != null) {
            mistakes.add(name, "port", sidecar.port().getAsInt(),
                    "%s is the same, and a port can be listened on only once: change one of them, or set 0 to have a free one chosen"
                            .formatted(other));
        }
    }

    private static String address(String host) {
        return host.equals("localhost") || host.isBlank() ? "127.0.0.1" : host;
    }
}
