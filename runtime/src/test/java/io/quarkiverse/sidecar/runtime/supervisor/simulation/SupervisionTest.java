package io.quarkiverse.sidecar.runtime.supervisor.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
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
 * {@code -Dsimulation.seeds=1000000} tries more,
 * {@code -Dsimulation.seed=42} tells the story of one.
 */
class SupervisionTest {

    private static final int LAST_EVENTS = 40;
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
        Long only = Long.getLong("simulation.seed");
        if (only != null) {
            story(only, Optional.empty()).forEach(System.out::println);
        }
        long seeds = Long.getLong("simulation.seeds", SEEDS);
        LongAdder events = new LongAdder();
        long begin = System.nanoTime();
        Optional<Finding> finding = first(seeds, Optional.empty(), events, violation -> true);
        System.out.printf("Supervision: %,d seeds, %,d events in %.1f s%n", seeds, events.sum(),
                (System.nanoTime() - begin) / 1e9);
        finding.ifPresent(found -> failWith(found, Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource
    void isBorneOrCaughtByTheInvariantThatItBreaks(Flaw flaw) {
        Optional<Invariant> breaks = flaw.breaks();
        Optional<Finding> finding = first(SEEDS, Optional.of(flaw), new LongAdder(),
                violation -> breaks.isEmpty() || breaks.get() == violation.invariant);
        if (breaks.isEmpty()) {
            finding.ifPresent(found -> failWith(found, Optional.of(flaw)));
        } else {
            assertThat(finding).as("%s, to be caught by %s within %d seeds", flaw, breaks.get(), SEEDS).isPresent();
        }
    }

    private void failWith(Finding found, Optional<Flaw> flaw) {
        List<String> story = story(found.seed(), flaw);
        fail("Seed %d: %s%nThe last events:%n%s%nReplay it with: mvn test -pl runtime -Dtest=SupervisionTest -Dsimulation.seed=%d"
                .formatted(found.seed(), found.violation().getMessage(), String.join(System.lineSeparator(),
                        story.subList(Math.max(0, story.size() - LAST_EVENTS), story.size())), found.seed()));
    }

    private List<String> story(long seed, Optional<Flaw> flaw) {
        return SupervisionSimulation.run(seed, flaw, complaints, true).story();
    }

    private Optional<Finding> first(long seeds, Optional<Flaw> flaw, LongAdder events, Predicate<Violation> interesting) {
        return LongStream.range(0, seeds).parallel().mapToObj(seed -> {
            SupervisionSimulation.Outcome outcome = SupervisionSimulation.run(seed, flaw, complaints, false);
            events.add(outcome.events());
            return outcome.violation().filter(interesting).map(violation -> new Finding(seed, violation));
        }).flatMap(Optional::stream).findFirst();
    }
}
