package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.SplittableRandom;

/** The one random source of a simulation. */
final class Chance {

    static final long MILLI = 1_000_000L;
    static final long SECOND = 1000 * MILLI;

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long upTo(long most) {
        return random.nextLong(most + 1);
    }

    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    long any() {
        return random.nextLong();
    }

    @SafeVarargs
    final <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
