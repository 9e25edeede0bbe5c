package io.quarkiverse.sidecar.it.soak;

import java.util.List;

/** Compares the first quarter of one long start of the application with its last, by their medians. */
final class LeakCheck {

    static final String INVARIANT = "nothing leaks";

    private LeakCheck() {
    }

    /**
     * One thing, early and late.
     *
     * @param grown more than allowed
     */
    record Finding(Quantity quantity, long early, long late, boolean grown) {
    }

    /** @param measures of one start, after its warm-up, in their order */
    static List<Finding> compare(List<Measure> measures) {
        int quarter = measures.size() / 4;
        List<Measure> first = measures.subList(0, quarter);
        List<Measure> last = measures.subList(measures.size() - quarter, measures.size());
        return Quantity.ALL.stream().map(quantity -> {
            long early = quantity.median(first);
            long late = quantity.median(last);
            return new Finding(quantity, early, late, quantity.grown(early, late));
        }).toList();
    }
}
