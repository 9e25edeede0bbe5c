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

    private static final int FEW = 20;
    private static final int MANY = 100;
    private static final List<Integer> SIZES = List.of(1, FEW, MANY);

    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration MEASURED = Duration.ofSeconds(60);

    @Override
    public List<Measurement> measure(Place place) throws Exception {
        Map<Integer, Process> apps = new TreeMap<>();
        try {
            for (int size : SIZES) {
                apps.put(size, IdleApp.start(place, size, WARM_UP, MEASURED));
            }
            Map<Integer, IdleApp.Cost> costs = new TreeMap<>();
            for (Map.Entry<Integer, Process> app : apps.entrySet()) {
                costs.put(app.getKey(), IdleApp.cost(app.getValue()));
            }
            return rows(costs);
        } finally {
            // What it has launched dies with it.
            apps.values().forEach(Process::destroyForcibly);
        }
    }

    private static List<Measurement> rows(Map<Integer, IdleApp.Cost> costs) {
        List<Measurement> rows = new ArrayList<>();
        costs.forEach((size, cost) -> {
            String what = size + " idle: ";
            Measurement cpu = row(what + "of a core", "%", cost.cpu());
            rows.add(size == MANY ? cpu.goal(Goal.atMost(1)) : cpu);
            rows.add(row(what + "of a core, without the compilers of the JVM", "%", cost.cpu() - cost.compilers()));
            rows.add(row(what + "heap", "KB", cost.heap() / 1e3));
            rows.add(row(what + "memory outside the heap", "KB", cost.outside() / 1e3));
            rows.add(row(what + "threads", "", cost.threads()));
        });
        // What the first has cost, all others have with it: classes, pools, compiled code.
        IdleApp.Cost few = costs.get(FEW);
        IdleApp.Cost many = costs.get(MANY);
        double others = MANY - FEW;
        double heap = (many.heap() - few.heap()) / others / 1e3;
        double outside = (many.outside() - few.outside()) / others / 1e3;
        rows.add(row("each from the 21st to the 100th: heap", "KB", heap));
        rows.add(row("each from the 21st to the 100th: memory, heap and outside", "KB", heap + outside)
                .goal(Goal.atMost(250)));
        rows.add(row("each from the 21st to the 100th: threads", "", (many.threads() - few.threads()) / others)
                .goal(Goal.atMost(3)));
        return rows;
    }

    private static Measurement row(String what, String unit, double value) {
        return Measurement.of(PART, what, unit, Quartiles.once(value));
    }
}
