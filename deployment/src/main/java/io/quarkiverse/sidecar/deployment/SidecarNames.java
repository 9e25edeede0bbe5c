package io.quarkiverse.sidecar.deployment;

import java.util.Set;
import java.util.TreeSet;

import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkus.runtime.configuration.NameIterator;

/** The names of the sidecars that configuration keys speak of. */
final class SidecarNames {

    private SidecarNames() {
    }

    /** A key of a sidecar has at least four segments: {@code quarkus.sidecar.NAME.KEY}. */
    static Set<String> in(Iterable<String> keys) {
        Set<String> names = new TreeSet<>();
        for (String key : keys) {
            NameIterator segments = new NameIterator(key);
            if (next(segments, "quarkus") && next(segments, "sidecar") && segments.hasNext()) {
                String name = segments.getNextSegment();
                segments.next();
                if (segments.hasNext() && !ConfigKeys.RESERVED.contains(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static boolean next(NameIterator segments, String expected) {
        if (!segments.hasNext() || !segments.nextSegmentEquals(expected)) {
            return false;
        }
        segments.next();
        return true;
    }
}
