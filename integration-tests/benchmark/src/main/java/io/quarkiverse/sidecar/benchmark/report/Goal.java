package io.quarkiverse.sidecar.benchmark.report;

import java.util.Optional;

/**
 * What a figure should be.
 *
 * @param of what is compared with the limit
 * @param atLeast true when more is better
 */
public record Goal(Kind of, double limit, boolean atLeast) {

    public enum Kind {
        /** The median by that of the bare processes. */
        RATIO,
        /** The median less that of the bare processes. */
        DIFFERENCE,
        /** The median itself. */
        MEDIAN
    }

    public static Goal ratioAtMost(double limit) {
        return new Goal(Kind.RATIO, limit, false);
    }

    public static Goal ratioAtLeast(double limit) {
        return new Goal(Kind.RATIO, limit, true);
    }

    public static Goal atMost(double limit) {
        return new Goal(Kind.MEDIAN, limit, false);
    }

    public static Goal atMostMore(double limit) {
        return new Goal(Kind.DIFFERENCE, limit, false);
    }

    /** @throws java.util.NoSuchElementException when it is a comparison, and there is nothing to compare with */
    boolean met(Quartiles measured, Optional<Quartiles> bare) {
        double value = switch (of) {
            case RATIO -> measured.median() / bare.orElseThrow().median();
            case DIFFERENCE -> measured.median() - bare.orElseThrow().median();
            case MEDIAN -> measured.median();
        };
        return atLeast ? value >= limit : value <= limit;
    }

    String text(String unit) {
        String bound = (atLeast ? "≥ " : "≤ ") + Figures.text(limit);
        return switch (of) {
            case RATIO -> bound + " ×";
            case DIFFERENCE -> bound + " " + unit + " more";
            case MEDIAN -> bound + " " + unit;
        };
    }
}
