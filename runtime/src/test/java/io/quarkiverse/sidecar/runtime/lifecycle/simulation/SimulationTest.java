package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.lifecycle.TableView;

/**
 * The lifecycle in a world where everything goes wrong. {@code -Dsimulation.seeds=1000000} tries more of them,
 * {@code -Dsimulation.seed=42} tells the story of one.
 */
class SimulationTest {

    private static final int LAST_EVENTS = 40;

    @Test
    void everyInvariantHoldsAfterEveryEvent() {
        Long only = Long.getLong("simulation.seed");
        if (only != null) {
            Simulation.tell(only, Variant.SOUND, System.out::println).ifPresent(violation -> fail(violation.getMessage()));
            return;
        }
        long seeds = Long.getLong("simulation.seeds", Seeds.DEFAULT);
        Coverage coverage = new Coverage();
        long begin = System.nanoTime();
        Optional<Seeds.Finding> finding = Seeds.firstFinding(seeds, Variant.SOUND, coverage, violation -> true);
        System.out.printf("Simulation: %,d seeds, %,d events in %.1f s%n", seeds, coverage.events(),
                (System.nanoTime() - begin) / 1e9);
        finding.ifPresent(found -> fail(describe(found)));
        if (seeds >= Seeds.DEFAULT) {
            assertThat(TableView.notMetIn(coverage)).as("transitions that no simulation went through").isEmpty();
        }
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(story(seed, Variant.SOUND)).isEqualTo(story(seed, Variant.SOUND)).hasSizeGreaterThan(100);
        }
        assertThat(story(1, Variant.SOUND)).isNotEqualTo(story(2, Variant.SOUND));
    }

    private static String describe(Seeds.Finding finding) {
        List<String> story = story(finding.seed(), Variant.SOUND);
        return ("Seed %d: %s%nThe last events:%n%s%nReplay it with:"
                + " mvn test -pl runtime -DskipExtensionValidation -Dtest=SimulationTest -Dsimulation.seed=%d")
                .formatted(finding.seed(), finding.violation().getMessage(),
                        String.join(System.lineSeparator(),
                                story.subList(Math.max(0, story.size() - LAST_EVENTS), story.size())),
                        finding.seed());
    }

    private static List<String> story(long seed, Variant variant) {
        List<String> story = new ArrayList<>();
        Simulation.tell(seed, variant, story::add);
        return story;
    }
}
