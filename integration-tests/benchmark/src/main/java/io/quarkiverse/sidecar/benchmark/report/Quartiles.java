package io.quarkiverse.sidecar.benchmark.report;

import java.util.Collection;
import java.util.List;

/**
 * A sample in three numbers.
 *
 * @param low a quarter of the sample is below
 * @param high a quarter of the sample is above
 * @param count the size of the sample
 */
public record Quartiles(double low, double median, double high, int count) {

    /**
     * Between two values of the sample the line that joins them is taken.
     *
     * @throws IllegalArgumentException when the sample is empty
     */
    public static Quartiles of(Collection<Double> sample) {
        if (sample.isEmpty()) {
            throw new IllegalArgumentException("There is no median of an empty sample");
        }
        List<Double> sorted = sample.stream().sorted().toList();
        return new Quartiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75), sorted.size());
    }

    /** Of something that was measured once. */
    public static Quartiles once(double value) {
        return new Quartiles(value, value, value, 1);
    }

    private static double at(List<Double> sorted, double share) {
        double position = share * (sorted.size() - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (position - below) * (sorted.get(above) - sorted.get(below));
    }
}
