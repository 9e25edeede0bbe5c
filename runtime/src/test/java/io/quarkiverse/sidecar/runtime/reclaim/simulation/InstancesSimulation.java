package io.quarkiverse.sidecar.runtime.reclaim.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Agenda;
import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance;

/** One seed: some hundred wild events; then everybody dies, one instance starts, and nothing may be left. */
final class InstancesSimulation {

    private static final int WILD = 300;
    private static final int BOUND = 2000;

    /**
     * @param violation empty when everything held
     * @param story every event, if it was to be told
     */
    record Outcome(int events, Optional<Violation> violation, List<String> story) {
    }

    private final World world;
    private final List<String> story = new ArrayList<>();
    private final boolean told;
    private int events;

    private InstancesSimulation(long seed, Optional<Flaw> flaw, boolean told) {
        this.world = new World(seed, flaw);
        this.told = told;
    }

    static Outcome run(long seed, Optional<Flaw> flaw, boolean told) {
        InstancesSimulation simulation = new InstancesSimulation(seed, flaw, told);
        try {
            simulation.run();
            return new Outcome(simulation.events, Optional.empty(), simulation.story);
        } catch (Violation violation) {
            return new Outcome(simulation.events, Optional.of(violation), simulation.story);
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
        Agenda.Event event = world.agenda.next();
        events++;
        if (told) {
            story.add("%4d %9.3f s  %s".formatted(events, event.at() / 1e9, event.what()));
        }
        event.effect().run();
        world.check();
    }
}
