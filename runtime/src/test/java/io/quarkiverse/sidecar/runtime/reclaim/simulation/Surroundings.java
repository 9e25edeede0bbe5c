package io.quarkiverse.sidecar.runtime.reclaim.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance;
import io.quarkiverse.sidecar.runtime.process.LaunchMarker;

/** Whoever kills instances and sidecars, forges records, recycles pids and restarts the machine. */
final class Surroundings {

    private final World world;
    private final Chance chance;
    private final Forger forger;
    private final long quiet;

    Surroundings(World world) {
        this.world = world;
        this.chance = world.chance;
        this.forger = new Forger(world);
        this.quiet = chance.pick(Chance.SECOND / 5, Chance.SECOND, 4 * Chance.SECOND);
    }

    void begin() {
        world.agenda.in(chance.upTo(quiet), "somebody acts", () -> {
            if (!world.calm) {
                act(chance.below(100));
                begin();
            }
        });
    }

    private void act(int percent) {
        if (percent < 25 && !world.runs.isEmpty()) {
            world.runs.get(chance.below(world.runs.size())).die();
        } else if (percent < 50) {
            forger.forge();
        } else if (percent < 60) {
            List<SimulatedProcess> sidecars = world.machine.living(process -> process.launchedBy != null);
            if (!sidecars.isEmpty()) {
                world.machine.end(sidecars.get(chance.below(sidecars.size())));
            }
        } else if (percent < 98) {
            passBy();
        } else {
            reboot();
        }
    }

    /** Strangers, too, lead sessions, run the same program, or carry the token of another application. */
    private void passBy() {
        Map<String, String> environment = chance.oneIn(3) ? Map.of()
                : Map.of(LaunchMarker.TOKEN, world.unique(), LaunchMarker.OWNER, "another");
        passBy(1, chance.oneIn(2), environment, 20 * Chance.SECOND).filter(SimulatedProcess::leadsSession)
                // What it forks stays in its session when it is gone.
                .ifPresent(leader -> passBy(leader.pid, false, environment, 20 * Chance.SECOND)
                        .ifPresent(child -> world.agenda.in(chance.upTo(Chance.SECOND), "a leader leaves",
                                () -> world.machine.end(leader))));
    }

    private Optional<SimulatedProcess> passBy(long parent, boolean leads, Map<String, String> environment, long stays) {
        if (world.machine.isFull()) {
            return Optional.empty();
        }
        SimulatedProcess stranger = world.machine.fork(parent, leads,
                chance.oneIn(2) ? SimulatedProcess.PROGRAM : SimulatedProcess.OTHER_PROGRAM, environment, null);
        stranger.passesBy = true;
        stranger.outputs = chance.oneIn(2) ? Set.of() : world.machine.pipes();
        world.agenda.in(chance.upTo(stays), "a stranger leaves", () -> world.machine.end(stranger));
        return Optional.of(stranger);
    }

    /** What belongs to the earlier boot lies in another folder. */
    private void reboot() {
        List.copyOf(world.runs).forEach(Run::die);
        world.machine.reboot();
        world.slots = new TreeMap<>();
    }
}
