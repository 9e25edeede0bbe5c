package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

/**
 * What a reclaim sees.
 *
 * @param entry the record; null for none
 * @param holder the process that has the recorded pid now; null for none
 * @param boot number of the machine's present boot
 * @param owner number of the app's present run; every smaller one is dead
 */
record Sight(Disk.Entry entry, SimulatedProcess holder, int boot, int owner) {

    static Sight of(World world, int owner) {
        Disk.Entry entry = world.disk.entry;
        SimulatedProcess holder = null;
        if (entry != null) {
            for (SimulatedProcess process : world.machine.processes()) {
                if (process.pid == entry.pid()) {
                    holder = process;
                }
            }
        }
        return new Sight(entry, holder, world.machine.boot, owner);
    }

    boolean ownerIsAlive() {
        return entry.token().owner() >= owner;
    }

    /** By its environment it belongs to a dead owner. */
    boolean carriesDeadOwner(SimulatedProcess process) {
        return !process.isStranger() && !process.blank && process.token.owner() < owner;
    }
}
