package io.quarkiverse.sidecar.runtime.reclaim.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;
import io.quarkiverse.sidecar.runtime.reclaim.ReclaimInSimulation;
import io.quarkiverse.sidecar.runtime.reclaim.ReclaimInSimulation.Look;
import io.quarkiverse.sidecar.runtime.reclaim.ReclaimInSimulation.Plan;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;
import io.quarkiverse.sidecar.runtime.state.RecordCodec.RecordFile;
import io.quarkiverse.sidecar.runtime.state.RunId;

/** Locks every free slot, reclaims them, keeps the first: in many instants, any of which may be the last. */
final class Start {

    private static final long LONGEST = 600 * Chance.SECOND;

    private final World world;
    private final Run run;
    private final List<Slot> free = new ArrayList<>();
    private final Set<RunId> heldBy = new HashSet<>();
    /** Slots that others hold, or whose owner was still dying: what is in them is not this start's concern. */
    private final Set<Slot> othersConcern = new HashSet<>();
    /** Some machines are slow: then much happens during a start. */
    private final long pause;
    private long began;

    Start(World world, Run run) {
        this.world = world;
        this.run = run;
        this.pause = world.chance.pick(20, 1000) * Chance.MILLI;
    }

    void begin() {
        began = world.agenda.now();
        world.agenda.in(LONGEST, "a start should be over", () -> World.require(!run.alive || run.slot != null,
                Invariant.START_COMPLETES, "%s is still starting", run));
        lock(new ArrayDeque<>(world.slots.values()));
    }

    private void lock(Deque<Slot> left) {
        run.then("tries a lock", pause, () -> {
            if (left.isEmpty()) {
                reclaimFree();
                return;
            }
            Slot slot = left.poll();
            if (slot.holder != null && asksTheLock()) {
                slot.owner.ifPresent(heldBy::add);
                othersConcern.add(slot);
                lock(left);
                return;
            }
            slot.holder = slot.holder == null ? run : slot.holder;
            run.then("looks whether its owner lives", pause, () -> {
                if (world.dead.stream().anyMatch(dying -> dying.slot == slot && dying.goneAt > began)) {
                    othersConcern.add(slot);
                }
                if (asksForLife() && slot.owner.filter(last -> last.alive(world.machine)).isPresent()) {
                    release(slot);
                } else {
                    free.add(slot);
                }
                lock(left);
            });
        });
    }

    private void reclaimFree() {
        if (free.isEmpty()) {
            int index = 0;
            while (world.slots.containsKey(index)) {
                index++;
            }
            Slot slot = world.slots.computeIfAbsent(index, Slot::new);
            slot.holder = run;
            free.add(slot);
        }
        if (world.has(Flaw.OWNER_WRITTEN_BEFORE_THE_RECLAIM)) {
            free.get(0).owner = Optional.of(run.runId);
        }
        reclaim(new ArrayDeque<>(world.has(Flaw.OTHER_SLOTS_NOT_RECLAIMED) ? free.subList(0, 1) : free));
    }

    private void reclaim(Deque<Slot> left) {
        if (left.isEmpty()) {
            keepTheFirst();
            return;
        }
        Slot slot = left.poll();
        Optional<RunId> lastOwner = slot.owner;
        records(slot, new ArrayDeque<>(slot.records.keySet()), () -> {
            boolean search = lastOwner.filter(runId -> !ReclaimInSimulation.mayBeAlive(runId, look())).isPresent();
            if (search && !world.has(Flaw.CARRIERS_NOT_SEARCHED)) {
                end(new ArrayDeque<>(ReclaimInSimulation.carried(lastOwner.get(), world.machine)), () -> reclaim(left));
            } else {
                reclaim(left);
            }
        });
    }

    private void records(Slot slot, Deque<String> names, Runnable after) {
        run.then("reads a record", pause, () -> {
            String name = names.poll();
            String content = name == null ? null : slot.records.get(name);
            if (content == null) {
                after.run();
                return;
            }
            RecordFile file = read(content);
            Plan plan = ReclaimInSimulation.judge(file, look());
            if (plan.movesAside() && world.has(Flaw.BAD_RECORD_ENDS_THE_START)) {
                return;
            }
            if (plan.tree().isEmpty() || world.has(Flaw.RECORD_REMOVED_BEFORE_THE_END)) {
                slot.records.remove(name);
            }
            if (plan.tree().isPresent()) {
                end(new ArrayDeque<>(List.of(plan.tree().get())), () -> {
                    slot.records.remove(name, content);
                    records(slot, names, after);
                });
            } else {
                records(slot, names, after);
            }
        });
    }

    private RecordFile read(String content) {
        RecordFile file = ReclaimInSimulation.read(content);
        if (!(file instanceof LaunchRecord record)) {
            return file;
        }
        ProcessIdentity main = world.has(Flaw.BOOT_IGNORED) ? new ProcessIdentity(world.machine.machine(),
                record.identity().pid(), record.identity().startTicks()) : record.identity();
        return new LaunchRecord(record.sidecar(), main, record.token(), record.runId(), record.leadsSession(),
                record.executable(), record.writtenAt(), traces(record.traces()));
    }

    private LaunchTraces traces(LaunchTraces traces) {
        return new LaunchTraces(world.has(Flaw.PIPES_IGNORED) ? Set.of() : traces.outputPipes(), Optional.empty(),
                world.has(Flaw.LAST_SEEN_IGNORED) ? Long.MAX_VALUE : traces.lastSeenTicks(),
                world.has(Flaw.DESCENDANTS_IGNORED) ? Map.of() : traces.descendants());
    }

    /** Between the look at a tree and the signals to it pids may be recycled; each is looked at again. */
    private void end(Deque<ProcessTree> trees, Runnable after) {
        run.then("looks at a tree", pause, () -> {
            if (trees.isEmpty()) {
                after.run();
                return;
            }
            List<ProcessEntry> members = trees.peek().members().stream().sorted()
                    .flatMap(pid -> world.machine.find(pid).stream()).toList();
            if (members.isEmpty()) {
                trees.poll();
                end(trees, after);
                return;
            }
            run.then("signals a tree", pause, () -> {
                members.forEach(this::signal);
                end(trees, after);
            });
        });
    }

    private void signal(ProcessEntry member) {
        SimulatedProcess now = world.machine.at(member.pid());
        boolean same = now != null && now.ticks == member.startTicks();
        if (now != null && now.alive && (same || world.has(Flaw.SIGNALS_WITHOUT_LOOKING_AGAIN))) {
            world.signalled(run, now);
            world.machine.kill(now);
        }
    }

    private void keepTheFirst() {
        run.then("writes its owner id", pause, () -> {
            Slot kept = free.get(0);
            kept.owner = Optional.of(run.runId);
            free.subList(1, free.size()).forEach(this::release);
            run.slot = kept;
            checkOrphans();
            new Running(world, run).begin();
        });
    }

    private void checkOrphans() {
        for (SimulatedProcess process : world.machine.living(process -> process.launchedBy != null)) {
            Run by = process.launchedBy;
            boolean concern = by.goneAt < began && !othersConcern.contains(by.slot);
            World.require(by.alive || !concern || !isProvable(process), Invariant.NO_ORPHAN_LEFT,
                    "%s is alive after the start of %s", process, run);
        }
    }

    /** By its environment; a process that overwrote it can only be known by the record of its launch. */
    private static boolean isProvable(SimulatedProcess process) {
        return !process.blank || process.main.recordedAs != null
                && (process == process.main || process.noted || !process.outputs.isEmpty());
    }

    private Look look() {
        Set<Long> lineage = world.has(Flaw.LINEAGE_NOT_SPARED) ? Set.of()
                : Set.of(run.jvm.pid, world.machine.shell.pid, 1L);
        return new Look(world.machine, heldBy, lineage, asksForLife(), !world.has(Flaw.ENVIRONMENT_NOT_READ));
    }

    private void release(Slot slot) {
        slot.holder = slot.holder == run ? null : slot.holder;
    }

    private boolean asksTheLock() {
        return !world.has(Flaw.LOCK_IGNORED) && !world.has(Flaw.LOCK_AND_LIFE_IGNORED);
    }

    private boolean asksForLife() {
        return !world.has(Flaw.OWNERS_LIFE_NOT_ASKED) && !world.has(Flaw.LOCK_AND_LIFE_IGNORED);
    }
}
