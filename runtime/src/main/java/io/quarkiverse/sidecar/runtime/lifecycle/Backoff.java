package io.quarkiverse.sidecar.runtime.lifecycle;

/**
 * How long to wait before a restart: doubling from a first delay to a ceiling, each made longer by a random share so that
 * many sidecars do not come back in step.
 *
 * @param first the delay before the first restart, in nanoseconds; at least 0
 * @param ceiling no delay before jitter is longer, in nanoseconds; at least {@code first}
 * @param jitter the largest share by which a delay is lengthened, from 0 to 1
 */
public record Backoff(long first, long ceiling, double jitter) {

    public Backoff {
        if (first < 0) {
            throw new IllegalArgumentException("First delay must be >= 0, was " + first);
        }
        if (ceiling < first) {
            throw new IllegalArgumentException("Ceiling must be >= the first delay " + first + ", was " + ceiling);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("Jitter must be between 0 and 1, was " + jitter);
        }
    }

    /**
     * @param doublings how often the first delay is doubled; at least 0
     * @param random a number from 0 (inclusive) to 1 (exclusive)
     * @return nanoseconds
     */
    public long delay(int doublings, double random) {
        if (first == 0) {
            return 0;
        }
        long base = doublings >= Long.numberOfLeadingZeros(first) - 1 ? ceiling : Math.min(ceiling, first << doublings);
        long extra = (long) (base * jitter * random);
        return base > Long.MAX_VALUE - extra ? Long.MAX_VALUE : base + extra;
    }
}
