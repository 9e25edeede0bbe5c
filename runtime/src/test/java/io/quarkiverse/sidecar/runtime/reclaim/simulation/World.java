package io.quarkiverse.sidecar.runtime.reclaim.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Agenda;
import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance;

/** All that exists in one simulation. */
final class World {

    final Chance chance;
    final Agenda agenda = new Agenda();
    final SimulatedMachine machine;
    /** Of the present boot. */
    TreeMap<Integer, Slot> slots = new TreeMap<>();
    /** Those that are alive. */
    final List<Run> runs = new ArrayList<>();
    /** Those that are dead. */
    final List<Run> dead = new ArrayList<>();
    boolean calm;
    private final Optional<Flaw> flaw;
    private long serials;

    World(long seed, Optional<Flaw> flaw) {
        this.chance = new Chance(seed);
        this.flaw = flaw;
        this.machine = new SimulatedMachine(this);
    }

    boolean has(Flaw which) {
        return flaw.filter(which::equals).isPresent();
    }

    /** 32 hexadecimal digits that nobody else has. */
    String unique() {
        return "%032x".formatted(++serials);
    }

    void startInstance() {
        Run run = new Run(this);
        runs.add(run);
        new Start(this, run).begin();
    }

    /** What the checks know, and no verdict: whose process that is, and whether its owner lives. */
    void signalled(Run by, SimulatedProcess process) {
        if (process.launchedBy == null) {
            boolean dying = dead.stream().anyMatch(run -> run.jvm == process);
            require(dying, Invariant.NO_STRANGER_SIGNALLED, "%s got a signal from %s", process, by);
        } else {
            require(process.launchedBy == by || !process.launchedBy.alive, Invariant.NO_LIVE_SIDECAR_TOUCHED,
                    "%s got a signal from %s", process, by);
        }
    }

    /** After every event. */
    void check() {
        for (Run run : runs) {
            if (run.slot == null) {
                continue;
            }
            require(run.slot.holder == run, Invariant.ONE_HOLDER, "%s runs in slot %d, which %s holds", run, run.slot.index,
                    run.slot.holder);
            run.recorded.forEach((name, content) -> require(
                    run.slot.forged.contains(name) || content.equals(run.slot.records.get(name)), Invariant.RECORD_KEPT,
                    "the record %s of %s is not what it wrote", name, run));
        }
    }

    static void require(boolean holds, Invariant invariant, String what, Object... details) {
        if (!holds) {
            throw new Violation(invariant, what.formatted(details));
        }
    }
}
