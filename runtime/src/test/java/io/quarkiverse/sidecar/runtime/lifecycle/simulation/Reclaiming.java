package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.lifecycle.Failures;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.Orphan;

/**
 * Waits for the dependency; ends what dead owners left, as far as the verdict proves it, until nothing is found; then looks at
 * the port.
 */
final class Reclaiming {

    private final World world;
    private final App app;
    /** The launch that waits for the dependency, and the one that its failure hindered; 0 for none. */
    private int waiting;
    private int hindered;

    Reclaiming(World world, App app) {
        this.world = world;
        this.app = app;
    }

    void begin(int launch) {
        waiting = launch;
        hindered = 0;
        world.agenda.in(world.faults.latency(), "looks at the dependency", this::dependencyChanged);
    }

    void abandon(int launch) {
        if (waiting == launch) {
            waiting = 0;
            app.answer(new Input.Abandoned(launch), null);
        }
    }

    void dependencyChanged() {
        if (!app.alive) {
            return;
        }
        if (waiting != 0 && world.dependency.state() == Dependency.State.UP) {
            scan(waiting, new LinkedHashSet<>(), world.faults.latency());
            waiting = 0;
        } else if (waiting != 0 && world.dependency.state() == Dependency.State.FAILED) {
            hindered = waiting;
            waiting = 0;
            app.answerInOrder(new Input.Hindered(hindered, List.of(), world.dependency.failure()));
        } else if (hindered != 0 && world.dependency.state() == Dependency.State.UP) {
            app.answerInOrder(new Input.Recovered(hindered));
            hindered = 0;
        }
    }

    private void scan(int launch, Set<SimulatedProcess> ending, long pause) {
        world.agenda.in(pause, "looks for orphans", () -> {
            if (!app.alive) {
                return;
            }
            Sight seen = Sight.of(world, app.number);
            List<SimulatedProcess> found = world.machine.find(process -> world.variant.verdict().isOrphan(seen, process));
            found.stream().filter(process -> process.unstoppable).forEach(process -> process.survivor = true);
            List<SimulatedProcess> orphans = found.stream().filter(process -> !process.unstoppable).toList();
            if (orphans.isEmpty() && ending.stream().noneMatch(orphan -> orphan.alive)) {
                answer(launch, ending.stream().map(orphan -> orphan.pid).toList());
                return;
            }
            app.begins();
            orphans.forEach(world.machine::kill);
            ending.addAll(orphans);
            scan(launch, ending, Math.min(2 * Math.max(pause, Chance.MILLI), Chance.SECOND));
        });
    }

    private void answer(int launch, List<Long> ended) {
        if (world.disk.entry != null && world.disk.entry.token().owner() < app.number) {
            world.disk.entry = null;
        }
        app.reclaimed = true;
        List<Orphan> orphans = ended.isEmpty() ? List.of() : List.of(new Orphan(ended.get(0), ended));
        SimulatedProcess holder = world.rules.probed() ? world.machine.listener : null;
        app.answer(holder == null ? new Input.Reclaimed(launch, orphans)
                : new Input.Hindered(launch, orphans, Failures.portConflict(Holders.of(holder))), null);
    }
}
