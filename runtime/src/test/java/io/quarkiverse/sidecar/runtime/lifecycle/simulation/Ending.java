package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.List;

import io.quarkiverse.sidecar.runtime.lifecycle.Input;

/** TERM to the main process; when it is gone, to the rest; KILL for all at the deadline; again until nothing is alive. */
final class Ending {

    private final World world;
    private final App app;

    Ending(World world, App app) {
        this.world = world;
        this.app = app;
    }

    void begin(int launch) {
        app.begins();
        SimulatedProcess main = app.main;
        if (main.alive) {
            world.machine.term(main);
        }
        scan(launch, main, world.agenda.now() + world.chance.between(1, 5) * Chance.SECOND, 20 * Chance.MILLI);
    }

    private void scan(int launch, SimulatedProcess main, long deadline, long pause) {
        world.agenda.in(pause, "looks what is left of the tree", () -> {
            if (!app.alive) {
                return;
            }
            List<SimulatedProcess> left = world.machine.find(process -> process.main == main);
            if (left.isEmpty()) {
                world.disk.remove(main.token);
                app.answerInOrder(new Input.TreeEnded(launch));
                return;
            }
            if (world.agenda.now() >= deadline) {
                left.forEach(world.machine::kill);
            } else if (!main.alive) {
                left.forEach(world.machine::term);
            }
            scan(launch, main, deadline, Math.min(2 * pause, Chance.SECOND));
        });
    }
}
