package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkus.runtime.configuration.NameIterator;

/** A property of the form {@code quarkus.sidecar."name".key}. Pure. */
final class Property {

    private static final int NAME = 2;

    private Property() {
    }

    static boolean isOf(String sidecar, String property) {
        List<String> segments = segments(property);
        return segments.size() > NAME && segments.get(NAME).equals(sidecar);
    }

    static String sidecar(String property) {
        return segments(property).get(NAME);
    }

    /** What follows the name of the sidecar, without quotes; an element of a list counts as the list. */
    static String key(String property) {
        List<String> segments = segments(property);
        return segments.size() > NAME
                ? String.join(".", segments.subList(NAME + 1, segments.size())).replaceFirst("\\[\\d+]$", "")
                : "";
    }

    /** Whether anything is set of that sidecar whose key begins so. */
    static boolean anyUnder(String sidecar, String begin, BuildTimeConfiguration settings) {
        return settings.values().keySet().stream()
                .anyMatch(property -> isOf(sidecar, property) && key(property).startsWith(begin));
    }

    /** Named as the sidecar's other properties are: with its name in quotes, or without. */
    static String named(String sidecar, String key, Collection<String> properties) {
        String quoted = "quarkus.sidecar.\"" + sidecar + "\".";
        return properties.stream().anyMatch(property -> property.startsWith(quoted)) ? quoted + key
                : ConfigKeys.of(sidecar, key);
    }

    private static List<String> segments(String property) {
        List<String> segments = new ArrayList<>();
        for (NameIterator names = new NameIterator(property); names.hasNext(); names.next()) {
            segments.add(names.getNextSegment());
        }
        return segments;
    }
}
