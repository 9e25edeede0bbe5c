package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import io.quarkiverse.sidecar.runtime.lifecycle.Input;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleState;
import io.quarkiverse.sidecar.runtime.lifecycle.Step;

/** The lifecycle under test: {@code Lifecycle::step}, or a broken variant of it. */
@FunctionalInterface
public interface Stepper {

    Step step(LifecycleState state, Input input, long now);
}
