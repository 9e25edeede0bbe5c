package io.quarkiverse.sidecar.runtime.lifecycle;

import java.time.Duration;
import java.util.List;

/** Durations as people write them in a configuration. */
public final class Durations {

    private record Unit(String name, Duration one) {
    }

    private static final List<Unit> UNITS = List.of(new Unit("d", Duration.ofDays(1)), new Unit("h", Duration.ofHours(1)),
            new Unit("m", Duration.ofMinutes(1)), new Unit("s", Duration.ofSeconds(1)), new Unit("ms", Duration.ofMillis(1)));

    private Durations() {
    }

    /** In the largest unit that needs no fraction, as {@code 90s} and {@code 5m}; less than a millisecond counts as none. */
    public static String format(Duration duration) {
        for (Unit unit : UNITS) {
            long count = duration.dividedBy(unit.one());
            if (count != 0 && unit.one().multipliedBy(count).compareTo(duration) == 0) {
                return count + unit.name();
            }
        }
        return duration.toMillis() + (duration.toMillis() == 0 ? "s" : "ms");
    }
}
