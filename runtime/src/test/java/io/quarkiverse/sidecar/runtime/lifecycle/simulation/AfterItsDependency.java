package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import io.quarkiverse.sidecar.runtime.lifecycle.Command;

final class AfterItsDependency extends Check {

    private final World world;
    private boolean seenUp;

    AfterItsDependency(World world) {
        super(Invariant.AFTER_ITS_DEPENDENCY);
        this.world = world;
    }

    @Override
    void appBegins() {
        seenUp = false;
    }

    @Override
    void stepped(Observed step) {
        if (step.beginsAttempt()) {
            seenUp = false;
            always();
        }
        if (step.orders(Command.Launch.class)) {
            hold(seenUp, "launch %d, and the dependency was never up since it was asked for", step.after().launch());
        }
    }

    @Override
    void always() {
        seenUp |= world.dependency.state() == Dependency.State.UP;
    }
}
