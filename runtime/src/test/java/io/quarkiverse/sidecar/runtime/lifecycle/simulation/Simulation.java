package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.Optional;
import java.util.function.Consumer;

import io.quarkiverse.sidecar.runtime.lifecycle.Phase;
import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Faults.Manner;

/**
 * One seed: some hundred events in which everything may go wrong, then calm, in which what should be reached must be
 * reached within a bound.
 */
final class Simulation {

    private static final int WILD = 400;
    private static final int CALM = 700;
    /** Nothing is later than this. */
    private static final long UNDER_WAY = 30 * Chance.SECOND;

    private final World world;
    private final Manner manner;
    private final int wild;
    private final Consumer<String> story;
    private int events;
    private boolean asked;

    private Simulation(long seed, Variant variant, Coverage coverage, Consumer<String> story) {
        this.world = new World(seed, variant, coverage);
        this.wild = WILD / 2 + world.chance.below(WILD);
        this.manner = pickManner(world);
        this.story = story;
    }

    /** The invariant that does not hold with this seed, if there is one. */
    static Optional<Violation> run(long seed, Variant variant, Coverage coverage) {
        return run(seed, variant, coverage, null);
    }

    /** As {@code run}, and tells every event. */
    static Optional<Violation> tell(long seed, Variant variant, Consumer<String> story) {
        return run(seed, variant, new Coverage(), story);
    }

    private static Optional<Violation> run(long seed, Variant variant, Coverage coverage, Consumer<String> story) {
        Simulation simulation = new Simulation(seed, variant, coverage, story);
        try {
            simulation.run();
            return Optional.empty();
        } catch (Violation violation) {
            return Optional.of(violation);
        } finally {
            coverage.events(simulation.events);
        }
    }

    private void run() {
        new Surroundings(world).begin();
        world.app.request(Requests.START);
        while (events < wild) {
            next();
        }
        calmDown();
        while (!goal()) {
            next();
            if (events > wild + CALM) {
                throw new Violation(Invariant.GOAL_IS_REACHED,
                        "%s, and it is %s after %d more events".formatted(manner, world.app.state.phase(), CALM));
            }
        }
    }

    private void next() {
        if (world.agenda.isEmpty()) {
            throw new Violation(Invariant.GOAL_IS_REACHED, "nothing will ever happen in " + world.app.state.phase());
        }
        Agenda.Event event = world.agenda.next();
        events++;
        event.effect().run();
        world.check();
        if (story != null) {
            story.accept("%4d %9.3f s  %s -> %s %s".formatted(events, event.at() / 1e9, event.what(),
                    world.app.state.phase(), world.app.alive ? "" : "(the app is dead)"));
        }
    }

    private void calmDown() {
        world.faults.calm = manner;
        world.tidyUp();
        if (world.isShuttingDown()) {
            world.app.die();
        }
        world.agenda.in(UNDER_WAY, "everything late has come", () -> {
            world.tidyUp();
            askForIt();
        });
    }

    private void askForIt() {
        asked = true;
        if (world.chance.oneIn(2)) {
            world.app.request(Requests.RESTART);
            return;
        }
        world.app.request(Requests.STOP);
        world.agenda.in(world.chance.upTo(20 * Chance.SECOND), "a user starts it", () -> world.app.request(Requests.START));
    }

    private boolean goal() {
        Phase wanted = manner == Manner.WELL_BEHAVED ? Phase.READY : Phase.FAILED;
        return asked && world.app.state.phase() == wanted;
    }

    private static Manner pickManner(World world) {
        Manner manner = world.chance.pick(Manner.values());
        // Where nothing can be asked, nothing is ever found not to be ready.
        return manner == Manner.NEVER_READY && !world.rules.probed() ? Manner.ALWAYS_CRASHES : manner;
    }
}
