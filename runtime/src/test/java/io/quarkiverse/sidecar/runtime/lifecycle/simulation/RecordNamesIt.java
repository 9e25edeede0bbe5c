package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleState;

final class RecordNamesIt extends Check {

    private final World world;

    RecordNamesIt(World world) {
        super(Invariant.RECORD_NAMES_IT);
        this.world = world;
    }

    @Override
    void always() {
        for (SimulatedProcess process : world.machine.processes()) {
            if (!process.isMain() || process.closedGate || process.survivor) {
                continue;
            }
            if (!process.unrecorded) {
                hold(world.disk.names(process), "no record names %s", process);
            } else if (world.app.alive && world.isPresent(process)) {
                LifecycleState state = world.app.state;
                hold(state.attempt().pid().isEmpty() || !state.attempt().protections().contains(Protection.RECORD),
                        "the status claims a record of %s", process);
            }
        }
    }
}
