package io.quarkiverse.sidecar.it.soak;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Since when something has been so without a break, for each of several things. */
final class Span {

    private record Since(Object what, long nanos) {
    }

    private final Map<String, Since> spans = new HashMap<>();

    /**
     * Since when it has been so for that name. Another value of {@code what} begins anew.
     *
     * @param now in nanoseconds, taken as the beginning when it was not so before
     */
    Duration of(String name, Object what, long now) {
        Since since = spans.get(name);
        if (since == null || !since.what().equals(what)) {
            since = new Since(what, now);
            spans.put(name, since);
        }
        return Duration.ofNanos(now - since.nanos());
    }

    void end(String name) {
        spans.remove(name);
    }

    void endAll() {
        spans.clear();
    }
}
