package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

/** Users, other processes, and whoever kills the app: they do anything at any time. */
final class Surroundings {

    private final World world;

    Surroundings(World world) {
        this.world = world;
    }

    void begin() {
        world.agenda.in(world.chance.upTo(world.faults.quiet), "something else happens", () -> {
            if (world.faults.calm == null) {
                stir();
                begin();
            }
        });
    }

    private void stir() {
        int what = world.chance.below(100);
        if (what < 18) {
            world.app.request(Requests.START);
        } else if (what < 32) {
            world.app.request(Requests.STOP);
        } else if (what < 46) {
            world.app.request(Requests.RESTART);
        } else if (what < 51) {
            world.app.request(Requests.SHUTDOWN);
        } else if (what < 60) {
            world.app.die();
        } else if (what < 68) {
            takePort();
        } else if (what < 86) {
            passBy();
        } else {
            killOneOfOurs();
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
