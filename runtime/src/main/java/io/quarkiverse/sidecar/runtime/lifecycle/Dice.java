package io.quarkiverse.sidecar.runtime.lifecycle;

/** Random numbers from a seed that comes in: SplitMix64 (Steele, Lea and Flood, 2014). */
final class Dice {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private Dice() {
    }

    static long next(long seed) {
        return seed + GAMMA;
    }

    /** A number from 0 (inclusive) to 1 (exclusive). */
    static double roll(long seed) {
        long mixed = next(seed);
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
