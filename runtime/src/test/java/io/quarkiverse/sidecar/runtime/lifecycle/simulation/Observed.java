package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import io.quarkiverse.sidecar.runtime.lifecycle.Command;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;
import io.quarkiverse.sidecar.runtime.lifecycle.InputKind;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleState;
import io.quarkiverse.sidecar.runtime.lifecycle.Phase;
import io.quarkiverse.sidecar.runtime.lifecycle.Step;

/**
 * One step as a check sees it.
 *
 * @param answerer who really answered the probe that the input speaks of; null where none did
 */
record Observed(LifecycleState before, Input input, SimulatedProcess answerer, Step step, long now, LifecycleRules rules) {

    LifecycleState after() {
        return step.state();
    }

    boolean is(InputKind kind) {
        return input.kind() == kind;
    }

    /** The input is a request, or belongs to the present launch. */
    boolean isCurrent() {
        return !(input instanceof Input.OfLaunch answer) || answer.launch() == before.launch();
    }

    boolean enters(Phase phase) {
        return before.phase() != phase && after().phase() == phase;
    }

    boolean beginsAttempt() {
        return after().launch() != before.launch();
    }

    int count(Class<? extends Command> kind) {
        int count = 0;
        for (Command command : step.commands()) {
            if (kind.isInstance(command)) {
                count++;
            }
        }
        return count;
    }

    boolean orders(Class<? extends Command> kind) {
        return count(kind) > 0;
    }
}
