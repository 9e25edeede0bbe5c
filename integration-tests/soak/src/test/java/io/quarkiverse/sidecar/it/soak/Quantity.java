package io.quarkiverse.sidecar.it.soak;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One thing that must not grow.
 *
 * @param share so much of the early median it may have grown
 * @param more and so much besides, for what wavers by itself
 */
record Quantity(String name, ToLongFunction<Measure> of, double share, long more) {

    /** The median of the middle; a peak is no leak. */
    static final List<Quantity> ALL = List.of(
            new Quantity("threads", Measure::threads, 0.1, 5),
            new Quantity("descriptors", Measure::descriptors, 0.1, 10),
            new Quantity("resident memory, kB", Measure::residentKilobytes, 0.25, 16_000),
            new Quantity("heap after a full collection, bytes", Measure::liveBytes, 0.1, 2_000_000),
            new Quantity("zombies", Measure::zombies, 0, 2),
            new Quantity("files in the state folder", Measure::stateFiles, 0, 6),
            new Quantity("bytes in the state folder", Measure::stateBytes, 0.1, 8_000));

    /** Of those measures in which it was taken; 0 without any. */
    long median(List<Measure> measures) {
        long[] values = values(measures);
        return values.length == 0 ? 0 : values[values.length / 2];
    }

    long smallest(List<Measure> measures) {
        long[] values = values(measures);
        return values.length == 0 ? 0 : values[0];
    }

    long greatest(List<Measure> measures) {
        long[] values = values(measures);
        return values.length == 0 ? 0 : values[values.length - 1];
    }

    boolean grown(long early, long late) {
        return late > early + share * early + more;
    }

    private long[] values(List<Measure> measures) {
        boolean nothingIsAValue = name.equals("zombies");
        return measures.stream().mapToLong(of).filter(value -> value > 0 || nothingIsAValue).sorted().toArray();
    }
}
