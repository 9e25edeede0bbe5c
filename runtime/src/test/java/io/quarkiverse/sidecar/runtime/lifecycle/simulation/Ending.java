package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.List;

import io.quarkiverse.sidecar.runtime.lifecycle.Failures;
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
        boolean crashed = !main.alive;
        if (!crashed) {
            world.machine.term(main);
        }
        scan(launch, main, crashed, world.agenda.now() + world.chance.between(1, 5) * Chance.SECOND, 20 * Chance.MILLI);
    }

    private void scan(int launch, SimulatedProcess main, boolean crashed, long deadline, long pause) {
        world.agenda.in(pause, "looks what is left of the tree", () -> {
            if (!app.alive) {
                return;
            }
            List<SimulatedProcess> left = world.machine.find(process -> process.main == main);
            if (left.isEmpty()) {
                if (!crashed) {
                    world.disk.remove(main.token);
                }
                app.answerInOrder(new Input.TreeEnded(launch));
                if (crashed) {
                    removeLate(main);
                }
                return;
            }
            if (world.agenda.now() >= deadline && left.stream().allMatch(process -> process.unstoppable)) {
                left.forEach(process -> process.survivor = true);
                app.answerInOrder(new Input.TreeSurvived(launch, Failures.unstoppable(left.toString())));
                return;
            }
            if (world.agenda.now() >= deadline) {
                left.forEach(world.machine::kill);
            } else if (!main.alive) {
                left.forEach(world.machine::term);
            }
            scan(launch, main, crashed, deadline, Math.min(2 * pause, Chance.SECOND));
        });
    }

    /** The next launch does not wait for that, and may have written its own. */
    private void removeLate(SimulatedProcess main) {
        world.agenda.in(world.faults.latency(), "removes the record", () -> {
            if (app.alive) {
                world.disk.remove(main.token);
            }
        });
    }
}
