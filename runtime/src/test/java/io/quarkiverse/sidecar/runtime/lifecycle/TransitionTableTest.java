package io.quarkiverse.sidecar.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.sidecar.runtime.lifecycle.TransitionTable.Cell;
import io.quarkiverse.sidecar.runtime.lifecycle.TransitionTable.Moment;

class TransitionTableTest {

    @Test
    void hasACellForEveryPhaseAndInput() {
        for (Phase phase : Phase.values()) {
            for (InputKind input : InputKind.values()) {
                assertThat(Lifecycle.TABLE.cell(phase, input)).as("%s x %s", phase, input).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyCellAndInput")
    void leadsOnlyToTheTargetsThatItsCellDeclares(Phase phase, Input input) {
        Cell cell = Lifecycle.TABLE.cell(phase, input.kind());
        Set<Phase> reached = EnumSet.noneOf(Phase.class);
        for (LifecycleState state : Samples.states(phase)) {
            for (LifecycleRules rules : Samples.rules()) {
                reached.add(cell.transition().apply(new Moment(state, input, Samples.LATER, rules)).state().phase());
            }
        }
        assertThat(reached).isSubsetOf(cell.targets().isEmpty() ? Set.of(phase) : cell.targets());
    }

    @ParameterizedTest
    @EnumSource
    void reachesEveryTargetThatARowDeclares(Phase phase) {
        for (InputKind kind : InputKind.values()) {
            Cell cell = Lifecycle.TABLE.cell(phase, kind);
            Set<Phase> reached = EnumSet.noneOf(Phase.class);
            for (Input input : Samples.inputs(kind)) {
                for (LifecycleState state : Samples.states(phase)) {
                    for (LifecycleRules rules : Samples.rules()) {
                        reached.add(cell.transition().apply(new Moment(state, input, Samples.LATER, rules)).state().phase());
                    }
                }
            }
            assertThat(reached).as("%s x %s", phase, kind).containsAll(cell.targets());
        }
    }

    @Test
    void refusesARowThatLeavesOutAnInput() {
        assertThatThrownBy(() -> new TransitionTable().in(Phase.STOPPED, row -> row.ignores(InputKind.START)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("STOPPED").hasMessageContaining("SHUTDOWN").hasMessageNotContaining("[START,");
    }

    @Test
    void refusesARowThatNamesAnInputTwice() {
        assertThatThrownBy(() -> new TransitionTable().in(Phase.READY,
                row -> row.ignores(InputKind.values()).impossible(InputKind.STABLE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("READY").hasMessageContaining("twice").hasMessageContaining("STABLE");
    }

    @Test
    void refusesAPhaseThatIsDefinedTwice() {
        TransitionTable table = new TransitionTable().in(Phase.READY, row -> row.ignores(InputKind.values()));
        assertThatThrownBy(() -> table.in(Phase.READY, row -> row.ignores(InputKind.values())))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("READY").hasMessageContaining("twice");
    }

    @Test
    void refusesToBeTotalWithAPhaseMissing() {
        TransitionTable table = new TransitionTable().in(Phase.READY, row -> row.ignores(InputKind.values()));
        assertThatThrownBy(table::total).isInstanceOf(IllegalStateException.class).hasMessageContaining("STOPPED")
                .hasMessageNotContaining("READY,");
    }

    static Stream<Arguments> everyCellAndInput() {
        return Stream.of(Phase.values()).flatMap(phase -> Stream.of(InputKind.values())
                .flatMap(kind -> Samples.inputs(kind).stream().map(input -> Arguments.of(phase, input))));
    }
}
