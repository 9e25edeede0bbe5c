package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A total table: for every phase and every kind of input one cell. A row that leaves out an input, or names one twice, is
 * an error of the program, found when the table is built.
 */
final class TransitionTable {

    /** One moment of one sidecar, as a transition sees it. */
    record Moment(LifecycleState state, Input input, long now, LifecycleRules rules) {
    }

    /** The effect of a cell. */
    @FunctionalInterface
    interface Transition {
        Step apply(Moment moment);
    }

    /**
     * @param targets the phases that the transition may lead to; empty when nothing happens, or cannot
     */
    record Cell(Set<Phase> targets, Transition transition) {

        static final Cell NOTHING = new Cell(Set.of(), moment -> Step.to(moment.state()));

        static final Cell IMPOSSIBLE = new Cell(Set.of(),
                moment -> Step.to(moment.state(), new Command.ReportImpossible(moment.state().phase(), moment.input())));
    }

    private final Map<Phase, Map<InputKind, Cell>> rows = new EnumMap<>(Phase.class);

    TransitionTable in(Phase phase, Consumer<Row> definition) {
        Row row = new Row(phase);
        definition.accept(row);
        Set<InputKind> missing = EnumSet.allOf(InputKind.class);
        missing.removeAll(row.cells.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Row " + phase + " does not say what happens on " + missing);
        }
        if (rows.put(phase, row.cells) != null) {
            throw new IllegalStateException("Row " + phase + " is defined twice");
        }
        return this;
    }

    TransitionTable total() {
        Set<Phase> missing = EnumSet.allOf(Phase.class);
        missing.removeAll(rows.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalStateException("There is no row for " + missing);
        }
        return this;
    }

    Cell cell(Phase phase, InputKind input) {
        return rows.get(phase).get(input);
    }

    /** The cells of one phase. */
    static final class Row {

        private final Phase phase;
        private final Map<InputKind, Cell> cells = new EnumMap<>(InputKind.class);

        private Row(Phase phase) {
            this.phase = phase;
        }

        /** On that input this happens, and leads to one of the targets. */
        Row on(InputKind input, Transition transition, Phase... targets) {
            return put(input, new Cell(EnumSet.copyOf(Set.of(targets)), transition));
        }

        /** These change nothing here. */
        Row ignores(InputKind... inputs) {
            for (InputKind input : inputs) {
                put(input, Cell.NOTHING);
            }
            return this;
        }

        /** These cannot come here: what they answer has not been asked yet. */
        Row impossible(InputKind... inputs) {
            for (InputKind input : inputs) {
                put(input, Cell.IMPOSSIBLE);
            }
            return this;
        }

        private Row put(InputKind input, Cell cell) {
            if (cells.put(input, cell) != null) {
                throw new IllegalStateException("Row " + phase + " says twice what happens on " + input);
            }
            return this;
        }
    }
}
