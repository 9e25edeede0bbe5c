package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.SidecarExit;
import io.quarkiverse.sidecar.runtime.lifecycle.Failure;
import io.quarkiverse.sidecar.runtime.lifecycle.Failures;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;

/** Forks a gate, writes the record, opens the gate: three instants, and the app may die between any two. */
final class Launching {

    private final World world;
    private final App app;

    Launching(World world, App app) {
        this.world = world;
        this.app = app;
    }

    void begin(int launch) {
        then("forks a gate", world.faults.latency(), () -> {
            if (world.faults.launchFails()) {
                app.answer(new Input.LaunchFailed(launch, cause()), null);
            } else {
                fork(launch);
            }
        });
    }

    private void fork(int launch) {
        SimulatedProcess gate = world.machine.forkMain(new Token(app.number, launch, world.nextSerial()));
        gate.closedGate = true;
        app.begins();
        app.main = gate;
        gate.onExit = () -> app.answerInOrder(new Input.Exited(launch, new SidecarExit(gate.code), lastWords(gate)));
        if (world.variant.gated()) {
            then("writes the record", pause(), () -> {
                record(gate);
                then("opens the gate", pause(), () -> open(gate));
            });
        } else {
            then("opens the gate", pause(), () -> {
                open(gate);
                then("writes the record", pause(), () -> record(gate));
            });
        }
    }

    private void record(SimulatedProcess gate) {
        if (world.faults.recordFails()) {
            gate.unrecorded = true;
        } else {
            world.disk.write(gate);
        }
    }

    private void open(SimulatedProcess gate) {
        gate.closedGate = false;
        Set<Protection> protections = EnumSet.of(Protection.GATE);
        if (!gate.unrecorded) {
            protections.add(Protection.RECORD);
        }
        app.answerInOrder(new Input.Launched(gate.token.launch(), gate.pid, protections));
        world.program.run(gate);
    }

    private Failure cause() {
        return world.chance.oneIn(4) ? Failures.notExecutable("There is no such program.")
                : Failures.launchFailed("too many processes");
    }

    private static Optional<Failure> lastWords(SimulatedProcess process) {
        return process.bindError ? Optional.of(Failures.portConflict(4820, "EADDRINUSE")) : Optional.empty();
    }

    private long pause() {
        return world.chance.upTo(5 * Chance.MILLI);
    }

    private void then(String what, long delay, Runnable effect) {
        world.agenda.in(delay, what, () -> {
            if (app.alive) {
                effect.run();
            }
        });
    }
}
