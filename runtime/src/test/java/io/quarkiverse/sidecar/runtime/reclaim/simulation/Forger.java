package io.quarkiverse.sidecar.runtime.reclaim.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;
import io.quarkiverse.sidecar.runtime.reclaim.ReclaimInSimulation;
import io.quarkiverse.sidecar.runtime.state.RunId;

/** Puts into any slot what no application would: damaged records, and records that name whom nobody may signal. */
final class Forger {

    private static final long NEVER_GIVEN = Integer.MAX_VALUE;

    private final World world;
    private final Chance chance;

    Forger(World world) {
        this.world = world;
        this.chance = world.chance;
    }

    void forge() {
        if (world.slots.isEmpty()) {
            return;
        }
        List<Slot> slots = new ArrayList<>(world.slots.values());
        Slot slot = slots.get(chance.below(slots.size()));
        String name = chance.pick("web.json", "worker.json", "another.json");
        content(slot, slot.records.get(name)).ifPresent(content -> {
            String lost = slot.records.put(name, content);
            world.machine.living(process -> process.main != null && process.main.recordedAs != null
                    && process.main.recordedAs.equals(lost) && process.launchedBy.slot == slot)
                    .forEach(process -> process.main.recordedAs = null);
            slot.forged.add(name);
        });
    }

    private Optional<String> content(Slot slot, String before) {
        switch (chance.below(10)) {
            case 0:
                return Optional.of(damaged(before == null ? naming(2, 1) : before));
            case 1:
                return Optional.of(naming(chance.pick(-1L, 0L, 1L, 1L << 31, 1L << 32 | world.machine.shell.pid,
                        Long.MAX_VALUE, Long.MIN_VALUE), world.machine.shell.ticks));
            case 2:
                return Optional.of(naming(world.machine.shell.pid, world.machine.shell.ticks));
            case 3:
                return slot.holder == null || slot.holder.slot != null ? Optional.empty()
                        : Optional.of(naming(slot.holder.jvm.pid, slot.holder.jvm.ticks));
            case 4:
                return any(ofLiveInstances()).map(live -> live.recordedAs);
            case 5:
                // Of one without an environment an exact forgery would be as good as the record.
                return any(ofLiveInstances().stream().filter(live -> !live.blank && !live.closedGate).toList())
                        .map(live -> naming(live.pid, live.ticks));
            case 6:
                return any(strangersToldApart()).map(it -> tracing(NEVER_GIVEN, it.outputs, Map.of()));
            case 7:
                return any(world.machine.living(Forger::toldApart))
                        .map(it -> tracing(NEVER_GIVEN, Set.of(), Map.of(it.pid, it.ticks)));
            case 8:
                return any(strangersToldApart()).map(it -> tracing(it.session, Set.of(), Map.of()));
            default:
                return any(strangers()).map(this::namingAlmost);
        }
    }

    private String damaged(String whole) {
        return chance.pick("", "null", "[" + whole + "]", whole + whole, whole.substring(0, chance.below(whole.length() + 1)),
                whole.replaceFirst("\"pid\" : \\d+", "\"pid\" : 9223372036854775808"),
                whole.replaceFirst("\"pid\" : \\d+", "\"pid\" : 1e3"), whole.replace("\"token\"", "\"pid\""),
                whole.replaceFirst("\"owner\" : \"[^\"]*", "\"owner\" : \"0-0-../../"));
    }

    /** Whole, exact, and of an owner that is dead. */
    private String naming(long pid, long ticks) {
        return naming(world.machine.machine(), pid, ticks);
    }

    /** Who is neither told apart by its program nor by its environment is named as of another time or boot. */
    private String namingAlmost(SimulatedProcess stranger) {
        boolean exact = !stranger.environment.isEmpty() || !stranger.leadsSession() && !stranger.runsTheProgram();
        if (chance.oneIn(2)) {
            return naming(new Machine("boot-0", world.machine.machine().pidNamespace()), stranger.pid, stranger.ticks);
        }
        return naming(stranger.pid, exact ? stranger.ticks : stranger.ticks + 1000);
    }

    private String naming(Machine machine, long pid, long ticks) {
        RunId dead = world.dead.isEmpty() || chance.oneIn(4) ? new RunId(3, 1, world.unique())
                : world.dead.get(chance.below(world.dead.size())).runId;
        return ReclaimInSimulation.write("web", new ProcessIdentity(machine, pid, ticks), world.unique(), dead,
                SimulatedProcess.PROGRAM, LaunchTraces.NONE);
    }

    /** Of a main process that is gone, in whose session, whose output or among whose descendants others are. */
    private String tracing(long main, Set<Long> pipes, Map<Long, Long> descendants) {
        return ReclaimInSimulation.write("web", new ProcessIdentity(world.machine.machine(), main, 1), world.unique(),
                new RunId(3, 1, world.unique()), SimulatedProcess.PROGRAM,
                new LaunchTraces(pipes, Optional.empty(), world.machine.ticks(), descendants));
    }

    /** What they fork has their environment; of one without any an exact forgery would be as good as the record. */
    private List<SimulatedProcess> strangersToldApart() {
        return world.machine.living(process -> process.passesBy && toldApart(process));
    }

    private static boolean toldApart(SimulatedProcess process) {
        return !process.environment.isEmpty() && !process.blank && !process.closedGate
                && (process.main == null || process.launchedBy.alive);
    }

    private List<SimulatedProcess> ofLiveInstances() {
        return world.machine.living(process -> process.recordedAs != null && process.launchedBy.alive);
    }

    private List<SimulatedProcess> strangers() {
        return world.machine.living(process -> process.launchedBy == null && process != world.machine.shell
                && world.runs.stream().noneMatch(run -> run.jvm == process));
    }

    private Optional<SimulatedProcess> any(List<SimulatedProcess> some) {
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(chance.below(some.size())));
    }
}
