package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.sidecar.runtime.lifecycle.DroppedTransition;
import io.quarkiverse.sidecar.runtime.lifecycle.Mutant;

/** The simulation can fail: each of these broken variants is caught, by the invariant that it breaks. */
class MutantsTest {

    @ParameterizedTest
    @EnumSource
    void theInvariantThatItBreaksCatches(Mutant mutant) {
        assertCaught(mutant.name(), Variant.of(mutant::of), mutant.breaks());
    }

    @ParameterizedTest
    @MethodSource
    void everyTransitionIsMissedWhenItIsDropped(DroppedTransition dropped) {
        assertThat(Seeds.firstFinding(Seeds.DEFAULT, Variant.of(dropped::of), new Coverage(), violation -> true))
                .as("%s, to be missed within %d seeds", dropped, Seeds.DEFAULT).isPresent();
    }

    static List<DroppedTransition> everyTransitionIsMissedWhenItIsDropped() {
        return DroppedTransition.all();
    }

    @Test
    void aStrangerOnARecycledPidCatchesAReclaimByPidAlone() {
        assertCaught("RECLAIMS_BY_PID_ALONE", new Variant(Variant.SOUND.lifecycle(), Verdict.BY_PID_ALONE, true),
                Invariant.NO_STRANGER_SIGNALLED);
    }

    @Test
    void aStrangerWithTheSamePidAndTicksCatchesAVerdictForAnyBoot() {
        assertCaught("RECLAIMS_OF_ANY_BOOT", new Variant(Variant.SOUND.lifecycle(), Verdict.OF_ANY_BOOT, true),
                Invariant.NO_STRANGER_SIGNALLED);
    }

    @Test
    void aProgramWithoutARecordCatchesALaunchWithoutAGate() {
        assertCaught("LAUNCHES_WITHOUT_A_GATE", new Variant(Variant.SOUND.lifecycle(), Verdict.REAL, false),
                Invariant.RECORD_NAMES_IT);
    }

    @Test
    void anOrphanCatchesAReclaimThatFindsNothing() {
        assertCaught("RECLAIMS_NOTHING", new Variant(Variant.SOUND.lifecycle(), (seen, process) -> false, true),
                Invariant.NOTHING_LEFT);
    }

    private static void assertCaught(String name, Variant variant, Invariant breaks) {
        Optional<Seeds.Finding> finding = Seeds.firstFinding(Seeds.DEFAULT, variant, new Coverage(),
                violation -> violation.invariant == breaks);
        assertThat(finding).as("%s, to be caught by %s within %d seeds", name, breaks, Seeds.DEFAULT).isPresent();
    }
}
