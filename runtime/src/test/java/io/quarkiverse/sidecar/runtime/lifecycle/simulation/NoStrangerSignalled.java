package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

final class NoStrangerSignalled extends Check {

    private final World world;

    NoStrangerSignalled(World world) {
        super(Invariant.NO_STRANGER_SIGNALLED);
        this.world = world;
    }

    @Override
    void always() {
        if (world.machine.strangerSignalled != null) {
            hold(false, "%s got a signal", world.machine.strangerSignalled);
        }
    }
}
