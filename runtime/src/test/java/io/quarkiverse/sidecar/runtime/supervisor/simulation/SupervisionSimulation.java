package io.quarkiverse.sidecar.runtime.supervisor.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Agenda;
import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance;

/** One seed: some hundred wild events, a time in which all is left alone, and a shutdown after which nothing may be open. */
final class SupervisionSimulation {

    private static final int WILD = 400;
    /** Longer than a late answer, a ready timeout, a backoff and a proof by patience one after the other. */
    private static final long LEFT_ALONE = 120 * Chance.SECOND;
    private static final int BOUND = 5000;

    /**
     * @param violation empty when everything held
     * @param story every event, if it was to be told
     */
    record Outcome(int events, Optional<Violation> violation, List<String> story) {
    }

    private final World world;
    private final List<Supervised> sidecars = new ArrayList<>();
    private final long quiet;
    private final List<String> story = new ArrayList<>();
    private final boolean told;
    private int events;

    private SupervisionSimulation(World world, boolean told) {
        this.world = world;
        this.told = told;
        this.quiet = world.chance.pick(1, 5, 15) * Chance.SECOND;
        for (int count = 1 + world.chance.below(3); count > 0; count--) {
            sidecars.add(new Supervised(world, "web-" + count));
        }
    }

    static Outcome run(long seed, Optional<Flaw> flaw, Complaints complaints, boolean told) {
        World world = new World(seed, flaw);
        complaints.of(world);
        SupervisionSimulation simulation = new SupervisionSimulation(world, told);
        try {
            simulation.run();
            return new Outcome(simulation.events, Optional.empty(), simulation.story);
        } catch (Violation violation) {
            return new Outcome(simulation.events, Optional.of(violation), simulation.story);
        }
    }

    private void run() {
        somebodyAsks();
        int wild = WILD / 2 + world.chance.below(WILD);
        while (events < wild) {
            next();
        }
        world.calm = true;
        long rest = world.agenda.now() + LEFT_ALONE;
        world.agenda.in(LEFT_ALONE, "it was left alone", () -> sidecars.forEach(Supervised::checkAtRest));
        while (world.agenda.now() < rest) {
            next();
        }
        for (Supervised sidecar : sidecars) {
            world.in(5 * Chance.SECOND, "shuts down", () -> sidecar.ask(Asked.Kind.SHUT_DOWN));
            world.in(10 * Chance.SECOND, "asks late", () -> sidecar.ask(world.chance.pick(Asked.Kind.values())));
        }
        for (int left = BOUND; left > 0 && !world.agenda.isEmpty(); left--) {
            next();
        }
        world.require(world.agenda.isEmpty() && world.timers == 0, Invariant.QUIET_AFTER_SHUTDOWN, "%d timers are left",
                world.timers);
        sidecars.forEach(Supervised::checkQuiet);
        check();
    }

    private void somebodyAsks() {
        world.in(quiet, "somebody asks", () -> {
            if (!world.calm) {
                int percent = world.chance.below(100);
                Asked.Kind kind = percent < 35 ? Asked.Kind.START
                        : percent < 55 ? Asked.Kind.STOP
                                : percent < 75 ? Asked.Kind.RESTART
                                        : percent < 99 ? Asked.Kind.WHEN_READY : Asked.Kind.SHUT_DOWN;
                sidecars.get(world.chance.below(sidecars.size())).ask(kind);
                somebodyAsks();
            }
        });
    }

    private void next() {
        Agenda.Event event = world.agenda.next();
        events++;
        if (told) {
            story.add("%4d %9.3f s  %s".formatted(events, event.at() / 1e9, event.what()));
        }
        event.effect().run();
        check();
    }

    private void check() {
        if (world.broken != null) {
            throw world.broken;
        }
    }
}
