package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Stepper;

/** The lifecycle without one of its transitions: the input changes nothing there. */
public record DroppedTransition(Phase phase, InputKind input) {

    public static List<DroppedTransition> all() {
        List<DroppedTransition> all = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            for (InputKind input : InputKind.values()) {
                if (!Lifecycle.TABLE.cell(phase, input).targets().isEmpty()) {
                    all.add(new DroppedTransition(phase, input));
                }
            }
        }
        return all;
    }

    public Stepper of(LifecycleRules rules) {
        return Mutant.cell(phase, input, TransitionTable.Cell.NOTHING.transition()).apply(rules);
    }
}
