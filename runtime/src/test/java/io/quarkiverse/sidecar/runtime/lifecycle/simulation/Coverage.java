package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.concurrent.atomic.LongAdder;

import io.quarkiverse.sidecar.runtime.lifecycle.InputKind;
import io.quarkiverse.sidecar.runtime.lifecycle.Phase;

/** Which transitions the simulations went through: what was never met was not tested. */
public final class Coverage {

    private static final int PHASES = Phase.values().length;
    private static final int INPUTS = InputKind.values().length;

    private final boolean[] met = new boolean[PHASES * INPUTS * PHASES];
    private final LongAdder events = new LongAdder();

    void note(Observed step) {
        if (step.isCurrent()) {
            met[index(step.before().phase(), step.input().kind(), step.after().phase())] = true;
        }
    }

    void events(int more) {
        events.add(more);
    }

    public long events() {
        return events.sum();
    }

    public boolean met(Phase from, InputKind input, Phase to) {
        return met[index(from, input, to)];
    }

    private static int index(Phase from, InputKind input, Phase to) {
        return (from.ordinal() * INPUTS + input.ordinal()) * PHASES + to.ordinal();
    }
}
