package io.quarkiverse.sidecar.it.soak;

import java.util.Map;
import java.util.TreeMap;

/** How often something was done. Safe for use by any thread. */
final class Tally {

    private final Map<String, Long> counts = new TreeMap<>();

    synchronized void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    void count(boolean done, String what) {
        if (done) {
            count(what);
        }
    }

    synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}
