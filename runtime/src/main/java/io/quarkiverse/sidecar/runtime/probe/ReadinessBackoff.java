package io.quarkiverse.sidecar.runtime.probe;

import java.time.Duration;

/**
 * How long to wait between two attempts to find a sidecar ready. Pure.
 * <p>
 * From 2 ms, each a quarter longer, to 5 ms: as long as nobody listens an attempt is one refused connection, which costs
 * some 25 µs, and a listener is noticed 3 ms after it is there. What asks more than that says so by
 * {@link Probe#pause}. Who takes longer than two seconds to start does not mind more: from then on the delay is a
 * four-hundredth of the time waited, up to 250 ms.
 */
public final class ReadinessBackoff {

    private static final double FIRST_NANOS = Duration.ofMillis(2).toNanos();
    private static final double GROWTH = 1.25;
    private static final Duration STEADY = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(250);
    private static final int SHARE_OF_TIME_WAITED = 400;

    private static final Duration FIRST_AFTER_ANSWER = Duration.ofMillis(100);
    private static final int DOUBLINGS = 5;
    private static final Duration LONGEST_AFTER_ANSWER = Duration.ofSeconds(2);
    private static final Duration LONGEST_ASKED = Duration.ofSeconds(10);

    private ReadinessBackoff() {
    }

    /**
     * @param attempt how many attempts were made, the first included: 1 after the first
     * @param sinceFirst how long ago the first was made
     * @return from 2 ms to 250 ms
     */
    public static Duration delay(int attempt, Duration sinceFirst) {
        double growing = FIRST_NANOS * Math.pow(GROWTH, Math.max(0, attempt - 1));
        if (growing < STEADY.toNanos()) {
            return Duration.ofNanos((long) growing);
        }
        Duration share = sinceFirst.dividedBy(SHARE_OF_TIME_WAITED);
        return share.compareTo(STEADY) < 0 ? STEADY : share.compareTo(LONGEST) > 0 ? LONGEST : share;
    }

    /**
     * A sidecar that answers costs more to ask than one that does not listen yet: it may have a rate limit, an access log, or a
     * health check that asks a database.
     *
     * @param badAnswers how many answers in a row said that it is not well
     * @param asked how long the last of them asks to wait
     * @return zero without an answer; from 100 ms, doubling to 2 s, or as long as it asks, up to 10 s
     */
    public static Duration afterAnswers(int badAnswers, Duration asked) {
        if (badAnswers == 0) {
            return Duration.ZERO;
        }
        Duration growing = FIRST_AFTER_ANSWER.multipliedBy(1L << Math.min(badAnswers - 1, DOUBLINGS));
        return max(min(growing, LONGEST_AFTER_ANSWER), min(asked, LONGEST_ASKED));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
