package io.quarkiverse.sidecar.runtime.reclaim.simulation;

import java.util.HashMap;
import java.util.Map;

import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance;
import io.quarkiverse.sidecar.runtime.state.RunId;

/** One run of an instance of the application. When it dies the kernel drops its locks, and then takes its process away. */
final class Run {

    private final World world;
    final SimulatedProcess jvm;
    final RunId runId;
    boolean alive = true;
    /** When its process was gone; the end of time before that. */
    long goneAt = Long.MAX_VALUE;
    /** Null until its start is complete. */
    Slot slot;
    /** What it has written and not removed: file name to content. */
    final Map<String, String> recorded = new HashMap<>();

    Run(World world) {
        this.world = world;
        this.jvm = world.machine.fork(world.machine.shell.pid, false, SimulatedProcess.OTHER_PROGRAM, Map.of(), null);
        this.runId = new RunId(jvm.pid, jvm.ticks, world.unique());
    }

    void then(String what, long most, Runnable effect) {
        world.agenda.in(world.chance.upTo(most), what, () -> {
            if (alive) {
                effect.run();
            }
        });
    }

    /** At any instant, whatever is under way. */
    void die() {
        if (!alive) {
            return;
        }
        alive = false;
        world.runs.remove(this);
        world.dead.add(this);
        world.slots.values().stream().filter(taken -> taken.holder == this).forEach(taken -> taken.holder = null);
        world.machine.living(process -> process.launchedBy == this && process.closedGate).forEach(world.machine::kill);
        jvm.onExit = () -> goneAt = world.agenda.now();
        if (jvm.alive) {
            world.machine.kill(jvm);
        }
        if (!world.calm) {
            world.agenda.in(world.chance.upTo(4 * Chance.SECOND), "an instance is started", world::startInstance);
        }
    }

    @Override
    public String toString() {
        return "run " + runId.random().replaceFirst("^0+", "");
    }
}
