package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.lifecycle.Input;
import io.quarkiverse.sidecar.runtime.lifecycle.Orphan;

/** Ends what dead owners left, as far as the verdict proves it, until nothing is found; then looks at the port. */
final class Reclaiming {

    private final World world;
    private final App app;

    Reclaiming(World world, App app) {
        this.world = world;
        this.app = app;
    }

    void begin(int launch) {
        scan(launch, new LinkedHashSet<>(), world.faults.latency());
    }

    private void scan(int launch, Set<SimulatedProcess> ending, long pause) {
        world.agenda.in(pause, "looks for orphans", () -> {
            if (!app.alive) {
                return;
            }
            Sight seen = Sight.of(world, app.number);
            List<SimulatedProcess> orphans = world.machine.find(process -> world.variant.verdict().isOrphan(seen, process));
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
                : new Input.PortHeld(launch, orphans, Holders.of(holder)), null);
    }
}
