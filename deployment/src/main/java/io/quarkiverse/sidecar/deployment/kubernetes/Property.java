package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.ArrayList;
import java.util.List;

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

    /** What follows the name of the sidecar, without quotes. */
    static String key(String property) {
        List<String> segments = segments(property);
        return segments.size() > NAME ? String.join(".", segments.subList(NAME + 1, segments.size())) : "";
    }

    /** Whether anything is set of that sidecar whose key begins so. */
    static boolean anyUnder(String sidecar, String begin, BuildSettings settings) {
        return settings.values().keySet().stream()
                .anyMatch(property -> isOf(sidecar, property) && key(property).startsWith(begin));
    }

    private static List<String> segments(String property) {
        List<String> segments = new ArrayList<>();
        for (NameIterator names = new NameIterator(property); names.hasNext(); names.next()) {
            segments.add(names.getNextSegment());
        }
        return segments;
    }
}
