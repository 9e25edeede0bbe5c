package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** Many simulations, on all cores. */
final class Seeds {

    /** How many every test run tries, and within how many a mutant must be caught. */
    static final long DEFAULT = 20_000;

    record Finding(long seed, Violation violation) {
    }

    private Seeds() {
    }

    /** The smallest of so many seeds with a violation of interest. */
    static Optional<Finding> firstFinding(long count, Variant variant, Coverage coverage, Predicate<Violation> interesting) {
        return LongStream.range(0, count).parallel()
                .mapToObj(seed -> Simulation.run(seed, variant, coverage).filter(interesting)
                        .map(violation -> new Finding(seed, violation)))
                .flatMap(Optional::stream).findFirst();
    }
}
