package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

/** What nobody can prove to be ours, left by a dead app, is no tree of ours any more. */
final class OneLiveTree extends Check {

    private final World world;

    OneLiveTree(World world) {
        super(Invariant.ONE_LIVE_TREE);
        this.world = world;
    }

    @Override
    void always() {
        SimulatedProcess first = null;
        for (SimulatedProcess process : world.machine.processes()) {
            if (process.isStranger() || process.survivor
                    || !world.isPresent(process) && (process.closedGate || !world.isProvable(process))) {
                continue;
            }
            if (first == null) {
                first = process.main;
            } else if (first != process.main) {
                hold(false, "%s lives beside %s", process, first);
            }
        }
    }
}
