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

    /** Number of the present boot. */
    int boot;

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
        SimulatedProcess stranger = add(SimulatedProcess.stranger(boot, freePid(), ++ticks));
        stranger.leadsSession = world.chance.oneIn(2);
        stranger.sameProgram = world.chance.oneIn(3);
        stranger.carriesOther = world.chance.oneIn(3);
        return stranger;
    }

    SimulatedProcess forkMain(Token token) {
        SimulatedProcess main = add(SimulatedProcess.main(boot, freePid(), ++ticks, token));
        main.leadsSession = true;
        main.sameProgram = true;
        return main;
    }

    SimulatedProcess forkDescendant(SimulatedProcess parent) {
        SimulatedProcess child = add(SimulatedProcess.descendant(boot, freePid(), ++ticks, parent.main));
        child.blank = parent.blank;
        child.survivor = parent.survivor;
        return child;
    }

    boolean isFull() {
        return processes.size() > PIDS / 2;
    }

    /** Nothing survives; ticks begin anew, and so do pids. */
    void reboot() {
        List.copyOf(processes).forEach(process -> end(process, 137));
        boot++;
        ticks = 0;
        for (int services = world.chance.below(PIDS / 3); services > 0; services--) {
            endIn(world.chance.upTo(60 * Chance.SECOND), forkStranger(), 0);
        }
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
        if (!process.ignoresTerm && !process.unstoppable) {
            endIn(world.chance.upTo(Chance.SECOND / 2), process, world.chance.oneIn(3) ? 0 : 143);
        }
    }

    void kill(SimulatedProcess process) {
        note(process);
        if (process.unstoppable) {
            return;
        }
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
