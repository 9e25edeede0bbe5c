package io.quarkiverse.sidecar.benchmark.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.sidecar.benchmark.process.IdleApp;
import io.quarkiverse.sidecar.benchmark.process.Place;
import io.quarkiverse.sidecar.benchmark.report.Goal;
import io.quarkiverse.sidecar.benchmark.report.Measurement;
import io.quarkiverse.sidecar.benchmark.report.Quartiles;

/** What sidecars cost the application while nothing happens but a poll over HTTP every 10 seconds. */
public final class Idle implements Scenario {

    public static final String PART = "idle";

    private static final List<Integer> SIZES = List.of(1, 20, 100);

    /** In the first minute it is not the polls that cost, but compiling what polls. */
    private static final Duration SETTLE = Duration.ofSeconds(80);
    private static final Duration MEASURED = Duration.ofSeconds(60);

    @Override
    public List<Measurement> measure(Place place) throws Exception {
        Map<Integer, Process> apps = new TreeMap<>();
        try {
            for (int size : SIZES) {
                apps.put(size, IdleApp.start(place, size, SETTLE, MEASURED));
            }
            List<Measurement> measurements = new ArrayList<>();
            for (Process app : apps.values()) {
                measurements.addAll(rows(IdleApp.cost(app)));
            }
            return measurements;
        } finally {
            // What it has launched dies with it.
            apps.values().forEach(Process::destroyForcibly);
        }
    }

    private static List<Measurement> rows(IdleApp.Cost cost) {
        String what = cost.sidecars() + " idle: ";
        Measurement cpu = row(what + "of a core", "%", cost.cpu());
        Measurement heap = row(what + "heap per sidecar", "KB", cost.heap() / 1e3 / cost.sidecars());
        Measurement resident = row(what + "resident memory per sidecar", "KB", cost.resident() / 1e3 / cost.sidecars());
        Measurement threads = row(what + "threads per sidecar", "", (double) cost.threads() / cost.sidecars());
        boolean many = cost.sidecars() == 100;
        return !many ? List.of(cpu, heap, resident, threads)
                : List.of(cpu.goal(Goal.atMost(1)), heap.goal(Goal.atMost(250)), resident.goal(Goal.atMost(250)),
                        threads.goal(Goal.atMost(3)));
    }

    private static Measurement row(String what, String unit, double value) {
        return Measurement.of(PART, what, unit, Quartiles.once(value));
    }
}
