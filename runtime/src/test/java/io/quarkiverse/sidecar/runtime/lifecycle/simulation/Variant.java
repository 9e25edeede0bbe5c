package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.function.Function;

import io.quarkiverse.sidecar.runtime.lifecycle.Lifecycle;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules;

/**
 * What is put into the world: all that a mutant can be broken in.
 *
 * @param lifecycle for the rules of a declaration
 * @param verdict of the reclaim
 * @param gated whether a program starts only after its record is written
 */
record Variant(Function<LifecycleRules, Stepper> lifecycle, Verdict verdict, boolean gated) {

    static final Variant SOUND = of(rules -> new Lifecycle(rules)::step);

    static Variant of(Function<LifecycleRules, Stepper> lifecycle) {
        return new Variant(lifecycle, Verdict.REAL, true);
    }
}
