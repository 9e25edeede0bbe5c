package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The processes of a machine with few pids, so that they are soon recycled, and one port. */
final class Machine {

    private static final int PIDS = 48;

    private final World world;
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private long ticks;

    /** Who listens on the port; null for nobody. */
    SimulatedProcess listener;

    /** What this machine offers; differs from seed to seed. */
    final boolean parentDeathSignal;
    final boolean guard;
    final boolean provesOwnership;

    /** A stranger that got a signal of ours; null for the only thing that should ever be. */
    SimulatedProcess strangerSignalled;

    Machine(World world) {
        this.world = world;
        this.parentDeathSignal = world.chance.oneIn(2);
        this.guard = world.chance.oneIn(2);
        this.provesOwnership = !world.chance.oneIn(3);
    }

    List<SimulatedProcess> processes() {
        return processes;
    }

    List<SimulatedProcess> find(Predicate<SimulatedProcess> wanted) {
        List<SimulatedProcess> found = new ArrayList<>();
        for (SimulatedProcess process : processes) {
            if (wanted.test(process)) {
                found.add(process);
            }
        }
        return found;
    }

    SimulatedProcess forkStranger() {
        return add(SimulatedProcess.stranger(freePid(), ++ticks));
    }

    SimulatedProcess forkMain(Token token) {
        return add(SimulatedProcess.main(freePid(), ++ticks, token));
    }

    SimulatedProcess forkDescendant(SimulatedProcess parent) {
        SimulatedProcess child = add(SimulatedProcess.descendant(freePid(), ++ticks, parent.main));
        child.blank = parent.blank;
        return child;
    }

    boolean isFull() {
        return processes.size() > PIDS / 2;
    }

    void end(SimulatedProcess process, int code) {
        if (!process.alive) {
            return;
        }
        process.alive = false;
        process.code = code;
        processes.remove(process);
        if (listener == process) {
            listener = null;
        }
        process.onExit.run();
    }

    void endIn(long delay, SimulatedProcess process, int code) {
        world.agenda.in(delay, code == 0 ? "a process ends" : "a process dies", () -> end(process, code));
    }

    void term(SimulatedProcess process) {
        note(process);
        if (!process.ignoresTerm) {
            endIn(world.chance.upTo(Chance.SECOND / 2), process, world.chance.oneIn(3) ? 0 : 143);
        }
    }

    void kill(SimulatedProcess process) {
        note(process);
        endIn(world.chance.upTo(process.diesSlowly ? 3 * Chance.SECOND : 2 * Chance.MILLI), process, 137);
    }

    private void note(SimulatedProcess process) {
        if (process.isStranger()) {
            strangerSignalled = process;
        }
    }

    private SimulatedProcess add(SimulatedProcess process) {
        processes.add(process);
        return process;
    }

    private long freePid() {
        while (true) {
            long pid = 2 + world.chance.below(PIDS);
            boolean free = true;
            for (SimulatedProcess process : processes) {
                free &= process.pid != pid;
            }
            if (free) {
                return pid;
            }
        }
    }
}
