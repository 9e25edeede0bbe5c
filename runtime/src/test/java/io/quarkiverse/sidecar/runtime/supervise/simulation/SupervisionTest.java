package io.quarkiverse.sidecar.runtime.supervise.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The interpreter itself under thousands of orders of its mailboxes, callbacks, timers and answers.
 * {@code -Dsimulation.seeds=1000000} tries more.
 */
class SupervisionTest {

    private static final long SEEDS = 5_000;

    private final Complaints complaints = Complaints.heard();

    private record Finding(long seed, Violation violation) {
    }

    @AfterEach
    void restoreTheLog() {
        complaints.unheard();
    }

    @Test
    void everyInvariantHoldsAfterEveryEvent() {
        long seeds = Long.getLong("simulation.seeds", SEEDS);
        LongAdder events = new LongAdder();
        long begin = System.nanoTime();
        Optional<Finding> finding = first(seeds, Optional.empty(), events, violation -> true);
        System.out.printf("Supervision: %,d seeds, %,d events in %.1f s%n", seeds, events.sum(),
                (System.nanoTime() - begin) / 1e9);
        finding.ifPresent(SupervisionTest::failWith);
    }

    @ParameterizedTest
    @EnumSource
    void isBorneOrCaughtByTheInvariantThatItBreaks(Flaw flaw) {
        Optional<Invariant> breaks = flaw.breaks();
        Optional<Finding> finding = first(SEEDS, Optional.of(flaw), new LongAdder(),
                violation -> breaks.isEmpty() || breaks.get() == violation.invariant);
        if (breaks.isEmpty()) {
            finding.ifPresent(SupervisionTest::failWith);
        } else {
            assertThat(finding).as("%s, to be caught by %s within %d seeds", flaw, breaks.get(), SEEDS).isPresent();
        }
    }

    private static void failWith(Finding found) {
        fail("Seed %d: %s".formatted(found.seed(), found.violation().getMessage()));
    }

    private Optional<Finding> first(long seeds, Optional<Flaw> flaw, LongAdder events, Predicate<Violation> interesting) {
        return LongStream.range(0, seeds).parallel().mapToObj(seed -> {
            SupervisionSimulation.Outcome outcome = SupervisionSimulation.run(seed, flaw, complaints);
            events.add(outcome.events());
            return outcome.violation().filter(interesting).map(violation -> new Finding(seed, violation));
        }).flatMap(Optional::stream).findFirst();
    }
}
