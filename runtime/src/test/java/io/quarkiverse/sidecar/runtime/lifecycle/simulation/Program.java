package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import static io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance.SECOND;

/** What a sidecar's program does from the moment that its gate is opened. */
final class Program {

    private final World world;

    Program(World world) {
        this.world = world;
    }

    void run(SimulatedProcess main) {
        if (world.faults.calm == null) {
            runWild(main);
            return;
        }
        switch (world.faults.calm) {
            case WELL_BEHAVED -> listenIn(world.chance.upTo(SECOND), main);
            case ALWAYS_CRASHES -> world.machine.endIn(world.chance.upTo(SECOND / 2), main, 1);
            case NEVER_READY -> {
            }
        }
    }

    private void runWild(SimulatedProcess main) {
        Chance chance = world.chance;
        main.blank = chance.oneIn(10);
        giveManners(main);
        if (chance.oneIn(8)) {
            daemonize(main);
        } else if (!chance.oneIn(8)) {
            listenIn(chance.upTo(3 * SECOND), main);
        }
        if (chance.oneIn(world.faults.crashes)) {
            long after = chance.oneIn(2) ? chance.upTo(SECOND) : chance.upTo(20 * SECOND);
            world.machine.endIn(after, main, chance.pick(0, 1, 1, 2, 3, 139));
        }
        for (int children = chance.oneIn(2) ? 0 : chance.below(3); children > 0; children--) {
            forkIn(chance.upTo(5 * SECOND), main);
        }
        if (chance.oneIn(4)) {
            hangIn(chance.upTo(15 * SECOND), main);
        }
    }

    /** The main process leaves, and its child goes on. */
    private void daemonize(SimulatedProcess main) {
        world.agenda.in(world.chance.upTo(SECOND / 10), "daemonizes", () -> {
            if (main.alive) {
                SimulatedProcess daemon = world.machine.forkDescendant(main);
                giveManners(daemon);
                listenIn(world.chance.upTo(SECOND), daemon);
                world.machine.end(main, 0);
            }
        });
    }

    private void listenIn(long delay, SimulatedProcess process) {
        world.agenda.in(delay, "listens", () -> {
            if (!process.alive) {
                return;
            }
            if (world.machine.listener == null) {
                world.machine.listener = process;
            } else {
                process.bindError = world.chance.oneIn(2);
                world.machine.end(process, 1);
            }
        });
    }

    private void forkIn(long delay, SimulatedProcess parent) {
        world.agenda.in(delay, "forks", () -> {
            if (!parent.alive || world.machine.isFull()) {
                return;
            }
            SimulatedProcess child = world.machine.forkDescendant(parent);
            giveManners(child);
            if (world.chance.oneIn(3)) {
                world.machine.endIn(world.chance.upTo(10 * SECOND), child, 0);
            }
            if (world.chance.oneIn(3)) {
                forkIn(world.chance.upTo(5 * SECOND), child);
            }
        });
    }

    private void hangIn(long delay, SimulatedProcess process) {
        world.agenda.in(delay, "hangs", () -> {
            process.hung = true;
            world.agenda.in(world.chance.upTo(30 * SECOND), "comes to itself", () -> process.hung = false);
        });
    }

    private void giveManners(SimulatedProcess process) {
        process.ignoresTerm = world.chance.oneIn(5);
        process.diesSlowly = world.chance.oneIn(8);
        process.unstoppable = world.faults.calm == null && world.chance.oneIn(40);
    }
}
