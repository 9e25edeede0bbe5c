package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import io.quarkiverse.sidecar.runtime.lifecycle.Input;

/** Asks whoever listens on the port, and whose socket it was that answered. */
final class Probing {

    private final World world;
    private final App app;
    private int round;

    Probing(World world, App app) {
        this.world = world;
        this.app = app;
    }

    /** Replaces what was asked before. */
    void begin(int launch, long interval, long slowest) {
        round++;
        ask(launch, round, interval, slowest);
    }

    private void ask(int launch, int of, long interval, long slowest) {
        world.agenda.in(interval, "probes", () -> {
            if (!app.alive || of != round || app.state.launch() != launch || !app.state.phase().probes()) {
                return;
            }
            if (!world.faults.lost()) {
                SimulatedProcess listener = world.machine.listener;
                app.answer(result(launch, listener), listener);
            }
            ask(launch, of, Math.min(2 * interval, slowest), slowest);
        });
    }

    private Input result(int launch, SimulatedProcess listener) {
        if (listener == null) {
            return new Input.NoAnswer(launch, "connection refused");
        }
        if (listener.hung) {
            return new Input.NoAnswer(launch, "timed out");
        }
        boolean known = world.machine.provesOwnership && (world.faults.calm != null || !world.chance.oneIn(10));
        if (!known) {
            return new Input.Answered(launch, false);
        }
        return listener.main == app.main ? new Input.Answered(launch, true)
                : new Input.StrangerAnswered(launch, Holders.of(listener));
    }
}
