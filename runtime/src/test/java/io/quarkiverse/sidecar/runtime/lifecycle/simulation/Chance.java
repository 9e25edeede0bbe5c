package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.SplittableRandom;

/** The one random source of a simulation. */
public final class Chance {

    public static final long MILLI = 1_000_000L;
    public static final long SECOND = 1000 * MILLI;

    private final SplittableRandom random;

    public Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public long upTo(long most) {
        return random.nextLong(most + 1);
    }

    public long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    public long any() {
        return random.nextLong();
    }

    @SafeVarargs
    public final <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
