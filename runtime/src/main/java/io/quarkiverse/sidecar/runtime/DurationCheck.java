package io.quarkiverse.sidecar.runtime;

import java.time.Duration;
import java.util.List;

/**
 * Finds durations that cannot be meant.
 *
 * @param problems where they are added
 */
record DurationCheck(List<String> problems) {

    /** Nobody waits longer, and all sums of durations fit into nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** What a timer of Vert.x can count, in milliseconds. */
    private static final Duration LONGEST_PROBE = Duration.ofDays(24);

    void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            problems.add("%s is %s: it must be longer than 0, for example 10s".formatted(key, value));
        } else {
            notLonger(LONGEST, key, value);
        }
    }

    void notNegative(String key, Duration value) {
        if (value.isNegative()) {
            problems.add("%s is %s: it must not be negative: use for example 1s".formatted(key, value));
        } else {
            notLonger(LONGEST, key, value);
        }
    }

    void probeTimeout(String key, Duration value) {
        if (value.toMillis() < 1) {
            problems.add("%s is %s: it must be at least 1ms, for example 2s".formatted(key, value));
        } else {
            notLonger(LONGEST_PROBE, key, value);
        }
    }

    private void notLonger(Duration longest, String key, Duration value) {
        if (value.compareTo(longest) > 0) {
            problems.add("%s is %s: it must not be longer than %d days".formatted(key, value, longest.toDays()));
        }
    }
}
