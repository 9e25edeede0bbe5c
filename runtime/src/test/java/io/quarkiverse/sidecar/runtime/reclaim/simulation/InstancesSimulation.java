package io.quarkiverse.sidecar.runtime.reclaim.simulation;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance;

/** One seed: some hundred wild events; then everybody dies, one instance starts, and nothing may be left. */
final class InstancesSimulation {

    private static final int WILD = 300;
    private static final int BOUND = 2000;

    /** @param violation empty when everything held */
    record Outcome(int events, Optional<Violation> violation) {
    }

    private final World world;
    private int events;

    private InstancesSimulation(long seed, Optional<Flaw> flaw) {
        world = new World(seed, flaw);
    }

    static Outcome run(long seed, Optional<Flaw> flaw) {
        InstancesSimulation simulation = new InstancesSimulation(seed, flaw);
        try {
            simulation.run();
            return new Outcome(simulation.events, Optional.empty());
        } catch (Violation violation) {
            return new Outcome(simulation.events, Optional.of(violation));
        }
    }

    private void run() {
        for (int instances = 2 + world.chance.below(3); instances > 0; instances--) {
            world.agenda.in(world.chance.upTo(Chance.SECOND), "an instance is started", () -> {
                if (!world.calm) {
                    world.startInstance();
                }
            });
        }
        new Surroundings(world).begin();
        int wild = WILD / 2 + world.chance.below(WILD);
        while (events < wild) {
            next();
        }
        world.calm = true;
        List.copyOf(world.runs).forEach(Run::die);
        long quiet = world.agenda.now() + 5 * Chance.SECOND;
        world.agenda.in(5 * Chance.SECOND, "the last start", world::startInstance);
        for (int left = BOUND; world.agenda.now() < quiet || world.runs.stream().anyMatch(run -> run.slot == null); left--) {
            World.require(left > 0, Invariant.START_COMPLETES, "the last start is not over after %d events", BOUND);
            next();
        }
    }

    private void next() {
        world.agenda.next().effect().run();
        events++;
        world.check();
    }
}
