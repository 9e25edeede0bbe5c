package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.Collection;

import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkiverse.sidecar.runtime.config.ConfigKeys.SidecarKey;

/** A property of the form {@code quarkus.sidecar."name".key}. Pure. */
final class Property {

    private Property() {
    }

    static boolean isOf(String sidecar, String property) {
        return sidecar(property).equals(sidecar);
    }

    /** Empty for a property that is no sidecar's. */
    static String sidecar(String property) {
        return ConfigKeys.parse(property).map(SidecarKey::sidecar).orElse("");
    }

    /** What follows the name of the sidecar, without quotes; an element of a list counts as the list. */
    static String key(String property) {
        return ConfigKeys.parse(property).map(SidecarKey::plain).orElse("");
    }

    /** Whether anything is set of that sidecar whose key begins so. */
    static boolean anyUnder(String sidecar, String begin, BuildTimeConfiguration settings) {
        return settings.values().keySet().stream()
                .anyMatch(property -> isOf(sidecar, property) && key(property).startsWith(begin));
    }

    /** Named as the sidecar's other properties are: with its name in quotes, or without. */
    static String named(String sidecar, String key, Collection<String> properties) {
        String quoted = ConfigKeys.PREFIX + '"' + sidecar + "\".";
        return properties.stream().anyMatch(property -> property.startsWith(quoted)) ? quoted + key
                : ConfigKeys.of(sidecar, key);
    }
}
