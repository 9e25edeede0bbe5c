package io.quarkiverse.sidecar.runtime.reclaim.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Several instances, hostile records, recycled pids, and somebody who kills instances at any instant: no stranger is
 * signalled, no live instance's sidecar is touched, nothing is left. {@code -Dsimulation.seeds=1000000} tries more,
 * {@code -Dsimulation.seed=42} tells the story of one.
 */
class InstancesTest {

    private static final int LAST_EVENTS = 40;
    private static final long SEEDS = 10_000;

    private record Finding(long seed, Violation violation) {
    }

    @Test
    void everyInvariantHoldsAfterEveryEvent() {
        Long only = Long.getLong("simulation.seed");
        if (only != null) {
            story(only, Optional.empty()).forEach(System.out::println);
        }
        long seeds = Long.getLong("simulation.seeds", SEEDS);
        LongAdder events = new LongAdder();
        long begin = System.nanoTime();
        Optional<Finding> finding = first(seeds, Optional.empty(), events, violation -> true);
        System.out.printf("Instances: %,d seeds, %,d events in %.1f s%n", seeds, events.sum(),
                (System.nanoTime() - begin) / 1e9);
        finding.ifPresent(found -> failWith(found, Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource
    void theInvariantThatItBreaksCatches(Flaw flaw) {
        assertThat(first(SEEDS, Optional.of(flaw), new LongAdder(), violation -> violation.invariant == flaw.breaks()))
                .as("%s, to be caught by %s within %d seeds", flaw, flaw.breaks(), SEEDS).isPresent();
    }

    private static void failWith(Finding found, Optional<Flaw> flaw) {
        List<String> story = story(found.seed(), flaw);
        fail("Seed %d: %s%nThe last events:%n%s%nReplay it with: mvn test -pl runtime -Dtest=InstancesTest -Dsimulation.seed=%d"
                .formatted(found.seed(), found.violation().getMessage(), String.join(System.lineSeparator(),
                        story.subList(Math.max(0, story.size() - LAST_EVENTS), story.size())), found.seed()));
    }

    private static List<String> story(long seed, Optional<Flaw> flaw) {
        return InstancesSimulation.run(seed, flaw, true).story();
    }

    private static Optional<Finding> first(long seeds, Optional<Flaw> flaw, LongAdder events,
            Predicate<Violation> interesting) {
        return LongStream.range(0, seeds).parallel().mapToObj(seed -> {
            InstancesSimulation.Outcome outcome = InstancesSimulation.run(seed, flaw, false);
            events.add(outcome.events());
            return outcome.violation().filter(interesting).map(violation -> new Finding(seed, violation));
        }).flatMap(Optional::stream).findFirst();
    }
}
