package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.COMPLETED;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.FAILED;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.PENDING;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.READY;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.STOPPED;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.quarkiverse.sidecar.runtime.lifecycle.Phase;
import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Faults.Manner;

/**
 * One seed: some hundred events in which everything may go wrong, then calm, in which what should be reached must be
 * reached within a bound.
 */
final class Simulation {

    private static final int WILD = 400;
    /** Three times what the slowest declaration needs. */
    private static final int BOUND = 700;
    /** Nothing that was under way when it became calm takes longer. */
    private static final long UNDER_WAY = 30 * Chance.SECOND;
    private static final Set<Phase> AT_REST = EnumSet.of(STOPPED, READY, FAILED, COMPLETED);

    private final World world;
    private final Manner manner;
    private final int wild;
    private final Consumer<String> story;
    private int events;

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
        world.dependency.begin();
        world.app.request(Requests.START);
        while (events < wild) {
            next();
        }
        calmDown();
        long late = world.agenda.now() + UNDER_WAY;
        until(() -> world.agenda.isEmpty() || world.agenda.now() > late, "what is under way comes to an end");
        until(this::atRest, "it comes to rest by itself");
        askForIt();
        Phase goal = manner == Manner.WELL_BEHAVED ? READY : FAILED;
        until(() -> world.app.state.phase() == goal, manner + " leads to " + goal);
    }

    /** It may wait for a dependency that never comes; nothing else lasts for ever. */
    private boolean atRest() {
        Phase phase = world.app.state.phase();
        boolean waits = phase == PENDING && world.dependency.state() == Dependency.State.COMING;
        return world.app.alive && (waits || AT_REST.contains(phase));
    }

    private void until(BooleanSupplier reached, String goal) {
        for (int left = BOUND; !reached.getAsBoolean(); left--) {
            if (left == 0 || world.agenda.isEmpty()) {
                throw new Violation(Invariant.GOAL_IS_REACHED,
                        "%s: not within %d events, it is %s%s".formatted(goal, BOUND - left,
                                world.app.state.phase(), left == 0 ? "" : " for ever"));
            }
            next();
        }
    }

    private void next() {
        Agenda.Event event = world.agenda.next();
        events++;
        event.effect().run();
        if (story != null) {
            story.accept("%4d %9.3f s  %s -> %s%s".formatted(events, event.at() / 1e9, event.what(), world.app.state.phase(),
                    world.app.alive ? "" : " (the app is dead)"));
        }
        world.check();
    }

    private void calmDown() {
        world.faults.calm = manner;
        world.tidyUp();
    }

    private void askForIt() {
        world.tidyUp();
        world.dependency.become(Dependency.State.UP);
        if (world.chance.oneIn(2)) {
            world.app.request(Requests.RESTART);
            return;
        }
        world.app.request(Requests.STOP);
        world.agenda.in(world.chance.upTo(20 * Chance.SECOND), "a user starts it", () -> world.app.request(Requests.START));
    }

    private static Manner pickManner(World world) {
        Manner manner = world.chance.pick(Manner.values());
        // Where nothing can be asked, nothing is ever found not to be ready.
        return manner == Manner.NEVER_READY && !world.rules.probed() ? Manner.ALWAYS_CRASHES : manner;
    }
}
