package io.quarkiverse.sidecar.runtime.lifecycle;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Durations as people write them in a configuration. */
public final class Durations {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Map<Duration, String> UNITS = new TreeMap<>(Map.of(Duration.ofDays(1), "d", Duration.ofHours(1), "h",
            Duration.ofMinutes(1), "m")).descendingMap();

    private Durations() {
    }

    /** For example {@code 5m}, {@code 90s}, {@code 1.214s}, and {@code 250ms}; less than a millisecond counts as none. */
    public static String format(Duration duration) {
        for (Map.Entry<Duration, String> unit : UNITS.entrySet()) {
            long count = duration.dividedBy(unit.getKey());
            if (count != 0 && unit.getKey().multipliedBy(count).equals(duration)) {
                return count + unit.getValue();
            }
        }
        long millis = duration.toMillis();
        return millis != 0 && duration.abs().compareTo(SECOND) < 0 ? millis + "ms"
                : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + "s";
    }
}
