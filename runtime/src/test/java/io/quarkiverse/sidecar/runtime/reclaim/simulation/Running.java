package io.quarkiverse.sidecar.runtime.reclaim.simulation;

import static io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance.MILLI;
import static io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance.SECOND;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance;
import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.reclaim.ReclaimInSimulation;

/** A run after its start: launches its sidecars through gates, again and again, until it dies or leaves in order. */
final class Running {

    private static final List<String> SIDECARS = List.of("web", "worker");

    private final World world;
    private final Run run;
    private final Chance chance;
    private boolean leaving;

    Running(World world, Run run) {
        this.world = world;
        this.run = run;
        this.chance = world.chance;
    }

    void begin() {
        SIDECARS.forEach(this::launch);
        if (chance.oneIn(3) && !world.calm) {
            run.then("leaves in order", 20 * SECOND, this::leave);
        }
    }

    private void launch(String name) {
        run.then("forks a gate", 2 * SECOND, () -> {
            if (leaving) {
                return;
            }
            if (world.machine.isFull()) {
                launch(name);
                return;
            }
            String token = world.unique();
            SimulatedProcess main = world.machine.fork(run.jvm.pid, true, SimulatedProcess.PROGRAM,
                    Map.of(LaunchMarker.NAME, name, LaunchMarker.TOKEN, token, LaunchMarker.OWNER, run.runId.toString()), run);
            main.main = main;
            main.outputs = world.machine.pipes();
            main.closedGate = true;
            main.diesSlowly = chance.oneIn(6);
            main.onExit = () -> run.then("hears of an exit", 50 * MILLI, () -> endRest(name, main));
            run.then("writes the record", 5 * MILLI, () -> record(name, main, token));
        });
    }

    private void record(String name, SimulatedProcess main, String token) {
        if (!chance.oneIn(10)) {
            String content = ReclaimInSimulation.write(name,
                    new ProcessIdentity(world.machine.machine(), main.pid, main.ticks), token, run.runId, main.executable,
                    new LaunchTraces(main.outputs, Optional.empty(), 0, Map.of()));
            write(name, main, content);
            poll(name, main);
        }
        run.then("opens the gate", 5 * MILLI, () -> open(main));
    }

    private void write(String name, SimulatedProcess main, String content) {
        run.slot.write(name + ".json", content);
        run.recorded.put(name + ".json", content);
        main.recordedAs = content;
    }

    /** Takes note of the descendants. */
    private void poll(String name, SimulatedProcess main) {
        run.then("polls a sidecar", 5 * SECOND, () -> {
            String recorded = run.recorded.get(name + ".json");
            if (main.alive && recorded != null && !leaving) {
                List<SimulatedProcess> descendants = world.machine
                        .living(process -> process.main == main && process != main);
                descendants.forEach(descendant -> descendant.noted = true);
                write(name, main, ReclaimInSimulation.note(recorded,
                        new LaunchTraces(main.outputs, Optional.empty(), world.machine.ticks(), descendants.stream()
                                .collect(Collectors.toMap(process -> process.pid, process -> process.ticks)))));
                poll(name, main);
            }
        });
    }

    private void open(SimulatedProcess main) {
        main.closedGate = false;
        main.blank = main.recordedAs != null && chance.oneIn(4);
        for (int children = chance.below(3); children > 0; children--) {
            world.agenda.in(chance.upTo(3 * SECOND), "a sidecar forks", () -> {
                // What nobody could prove may outlive a reclaim, and what it forks after that is of no known owner.
                if (main.alive && (run.alive || !main.blank) && !world.machine.isFull()) {
                    SimulatedProcess child = world.machine.fork(main.pid, chance.oneIn(2), SimulatedProcess.OTHER_PROGRAM,
                            main.environment, run);
                    child.main = main;
                    child.outputs = chance.oneIn(3) ? Set.of() : main.outputs;
                    child.blank = main.recordedAs != null && chance.oneIn(3);
                }
            });
        }
        if (chance.oneIn(2)) {
            world.agenda.in(chance.upTo(10 * SECOND), "a sidecar crashes", () -> world.machine.end(main));
        }
    }

    private void endRest(String name, SimulatedProcess main) {
        List<SimulatedProcess> rest = world.machine.living(process -> process.environment == main.environment);
        if (!rest.isEmpty()) {
            rest.forEach(world.machine::kill);
            run.then("looks at what is left", SECOND, () -> endRest(name, main));
            return;
        }
        run.recorded.remove(name + ".json");
        run.slot.records.remove(name + ".json");
        run.slot.forged.remove(name + ".json");
        if (!leaving) {
            launch(name);
        }
    }

    private void leave() {
        leaving = true;
        List<SimulatedProcess> left = world.machine.living(process -> process.launchedBy == run);
        if (!left.isEmpty() || !run.recorded.isEmpty()) {
            left.forEach(world.machine::kill);
            run.then("goes on leaving", SECOND, this::leave);
            return;
        }
        if (run.slot.records.isEmpty()) {
            run.slot.owner = Optional.empty();
        }
        run.die();
    }
}
