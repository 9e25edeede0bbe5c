package io.quarkiverse.sidecar.runtime.config.validation;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * Finds durations that cannot be meant.
 *
 * @param problems where they are added
 */
record DurationValidator(List<String> problems) {

    private static final List<ChronoUnit> UNITS = List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES,
            ChronoUnit.SECONDS, ChronoUnit.MILLIS);

    /** Longer than any useful wait, and short enough that sums of durations fit into nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** What a timer of Vert.x can count, in milliseconds. */
    private static final Duration LONGEST_PROBE = Duration.ofDays(24);

    void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            problems.add("%s is %s: it must be longer than 0, for example 10s".formatted(key, text(value)));
        } else {
            notLonger(LONGEST, key, value);
        }
    }

    void notNegative(String key, Duration value) {
        if (value.isNegative()) {
            problems.add("%s is %s: it must not be negative: use for example 1s".formatted(key, text(value)));
        } else {
            notLonger(LONGEST, key, value);
        }
    }

    void probeTimeout(String key, Duration value) {
        if (value.toMillis() < 1) {
            problems.add("%s is %s: it must be at least 1ms, for example 2s".formatted(key, text(value)));
        } else {
            notLonger(LONGEST_PROBE, key, value);
        }
    }

    /** As people write it. */
    static String text(Duration value) {
        for (ChronoUnit unit : UNITS) {
            long many = value.dividedBy(unit.getDuration());
            if (many != 0 && unit.getDuration().multipliedBy(many).equals(value)) {
                return many + (unit == ChronoUnit.MILLIS ? "ms" : unit.name().substring(0, 1).toLowerCase(Locale.ROOT));
            }
        }
        return value.isZero() ? "0s" : value.toString();
    }

    private void notLonger(Duration longest, String key, Duration value) {
        if (value.compareTo(longest) > 0) {
            problems.add("%s is %s: it must not be longer than %d days".formatted(key, text(value), longest.toDays()));
        }
    }
}
