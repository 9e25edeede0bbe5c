package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

/** Users, other processes, and whoever kills the app: they do anything at any time. */
final class Surroundings {

    private enum Act {
        START,
        STOP,
        RESTART,
        SHUTDOWN,
        KILL_APP,
        KILL_ONE_OF_OURS,
        TAKE_PORT,
        PASS_BY,
        REBOOT,
        FORGE_RECORD
    }

    private final World world;

    Surroundings(World world) {
        this.world = world;
    }

    void begin() {
        Act act = pick(world.chance.below(100));
        world.agenda.in(world.chance.upTo(world.faults.quiet), act, () -> {
            if (world.faults.calm == null) {
                happen(act);
                begin();
            }
        });
    }

    private static Act pick(int percent) {
        if (percent < 46) {
            return percent < 18 ? Act.START : percent < 32 ? Act.STOP : Act.RESTART;
        }
        if (percent < 60) {
            return percent < 51 ? Act.SHUTDOWN : Act.KILL_APP;
        }
        return percent < 68 ? Act.TAKE_PORT
                : percent < 82 ? Act.PASS_BY
                        : percent < 92 ? Act.KILL_ONE_OF_OURS : percent < 95 ? Act.REBOOT : Act.FORGE_RECORD;
    }

    private void happen(Act act) {
        switch (act) {
            case START -> world.app.request(Requests.START);
            case STOP -> world.app.request(Requests.STOP);
            case RESTART -> world.app.request(Requests.RESTART);
            case SHUTDOWN -> world.app.request(Requests.SHUTDOWN);
            case KILL_APP -> world.app.die();
            case KILL_ONE_OF_OURS -> killOneOfOurs();
            case TAKE_PORT -> takePort();
            case PASS_BY -> passBy();
            case REBOOT -> reboot();
            case FORGE_RECORD -> forgeRecord();
        }
    }

    private void reboot() {
        world.app.die();
        world.machine.reboot();
    }

    /** While no app runs, the record is damaged, or names somebody else. */
    private void forgeRecord() {
        if (world.app.alive) {
            return;
        }
        world.machine.processes().forEach(process -> process.unrecorded = true);
        world.disk.entry = null;
        for (SimulatedProcess process : world.machine.processes()) {
            if (process.isStranger() && world.chance.oneIn(2)) {
                world.disk.entry = new Disk.Entry(world.machine.boot, process.pid, world.chance.upTo(process.ticks - 1),
                        new Token(world.app.number, 1, world.nextSerial()));
            }
        }
    }

    private void takePort() {
        if (world.machine.listener == null) {
            SimulatedProcess stranger = world.machine.forkStranger();
            world.machine.listener = stranger;
            world.machine.endIn(world.chance.upTo(20 * Chance.SECOND), stranger, 0);
        }
    }

    /** Others come and go, so that pids are recycled. */
    private void passBy() {
        for (int n = world.chance.below(4); n > 0 && !world.machine.isFull(); n--) {
            world.machine.endIn(world.chance.upTo(60 * Chance.SECOND), world.machine.forkStranger(), 0);
        }
    }

    private void killOneOfOurs() {
        for (SimulatedProcess process : world.machine.processes()) {
            if (!process.isStranger() && !process.closedGate && world.chance.oneIn(2)) {
                world.machine.end(process, 137);
                return;
            }
        }
    }
}
