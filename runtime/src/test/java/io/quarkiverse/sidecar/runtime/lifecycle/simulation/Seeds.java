package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** Many simulations, on all cores. */
final class Seeds {

    static final long COUNT = Long.getLong("simulation.seeds", 20_000);

    record Finding(long seed, Violation violation) {
    }

    private Seeds() {
    }

    /** The smallest seed with a violation of interest. */
    static Optional<Finding> firstFinding(Variant variant, Coverage coverage, Predicate<Violation> interesting) {
        return LongStream.range(0, COUNT).parallel()
                .mapToObj(seed -> Simulation.run(seed, variant, coverage).filter(interesting)
                        .map(violation -> new Finding(seed, violation)))
                .flatMap(Optional::stream).findFirst();
    }
}
