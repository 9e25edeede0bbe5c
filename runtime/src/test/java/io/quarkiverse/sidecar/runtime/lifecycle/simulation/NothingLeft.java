package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.EnumSet;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.lifecycle.Phase;

final class NothingLeft extends Check {

    private static final Set<Phase> DOWN = EnumSet.of(Phase.STOPPED, Phase.BACKING_OFF, Phase.FAILED, Phase.COMPLETED,
            Phase.SHUT_DOWN);

    private final World world;
    private Wish wish;

    NothingLeft(World world) {
        super(Invariant.NOTHING_LEFT);
        this.world = world;
    }

    @Override
    void appBegins() {
        wish = new Wish();
    }

    @Override
    void stepped(Observed step) {
        wish.note(step);
        hold(wish.isUp() || !step.after().phase().probes(), "it goes on in %s although nobody wants it", step.after().phase());
    }

    @Override
    void always() {
        App app = world.app;
        boolean down = app.alive && DOWN.contains(app.state.phase());
        for (SimulatedProcess process : world.machine.processes()) {
            if (process.isStranger() || process.survivor) {
                continue;
            }
            if (world.isPresent(process)) {
                if (down) {
                    hold(false, "%s is alive in %s", process, app.state.phase());
                }
            } else if (app.alive && app.reclaimed && world.isProvable(process)) {
                hold(false, "%s is alive after the reclaim", process);
            }
        }
    }
}
