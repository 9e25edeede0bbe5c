package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.runtime.lifecycle.Failure;
import io.quarkiverse.sidecar.runtime.lifecycle.Failures;

/** The sidecar that ours depends on, if it depends on one: it comes up late or never, fails, and recovers. */
final class Dependency {

    enum State {
        UP,
        COMING,
        FAILED
    }

    private final World world;
    private final boolean declared;
    private State state = State.UP;

    Dependency(World world) {
        this.world = world;
        this.declared = world.chance.oneIn(3);
    }

    State state() {
        return state;
    }

    /** Now and then, until it is calm: then it stays as it is. */
    void begin() {
        if (declared) {
            world.agenda.in(world.chance.upTo(world.faults.quiet), "the dependency changes", () -> {
                if (world.faults.calm == null) {
                    become(world.chance.pick(State.values()));
                    begin();
                }
            });
        }
    }

    void become(State next) {
        state = next;
        world.app.dependencyChanged();
    }

    Failure failure() {
        return Failures.dependencyFailed("db", FailureReason.RESTARTS_EXHAUSTED, "It ended with exit 1.");
    }
}
