package io.quarkiverse.sidecar.benchmark.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.sidecar.benchmark.process.Place;
import io.quarkiverse.sidecar.benchmark.process.StartedApp;
import io.quarkiverse.sidecar.benchmark.report.Goal;
import io.quarkiverse.sidecar.benchmark.report.Measurement;
import io.quarkiverse.sidecar.benchmark.report.Quartiles;

/** A packaged application with the extension, and the same one without. */
public final class AppStart implements Scenario {

    public static final String PART = "app";

    private static final int WARM_UP = 1;
    private static final int ROUNDS = 15;

    /** Of another sort than processes: the same application with what the extension depends on, but without it. */
    private static final Variant WITHOUT = new Variant("plain", List.of());
    private static final Map<String, Variant> VARIANTS = new LinkedHashMap<>();

    static {
        VARIANTS.put("with the extension, nothing declared", new Variant("sidecar", List.of()));
        VARIANTS.put("with one sidecar",
                new Variant("sidecar", List.of("-Dquarkus.sidecar.sleeper.command=sleep,1000")));
        VARIANTS.put("without health and scheduler either", new Variant("rest", List.of()));
    }

    private record Variant(String app, List<String> options) {
    }

    private final Path apps;

    /** @param apps the folder of their modules */
    public AppStart(Path apps) {
        this.apps = apps;
    }

    @Override
    public List<Measurement> measure(Place place) throws Exception {
        Map<Variant, List<StartedApp.Cost>> costs = new LinkedHashMap<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            List<Variant> all = new ArrayList<>(VARIANTS.values());
            all.add(WITHOUT);
            for (Variant variant : all) {
                StartedApp.Cost cost = StartedApp.cost(apps.resolve(variant.app()), place.folder("state"),
                        variant.options());
                if (round >= 0) {
                    costs.computeIfAbsent(variant, any -> new ArrayList<>()).add(cost);
                }
            }
        }
        List<Measurement> measurements = new ArrayList<>();
        VARIANTS.forEach((name, variant) -> {
            boolean extension = variant.app().equals("sidecar");
            Measurement start = Measurement.of(PART, "app start, " + name, "ms", millis(costs.get(variant)))
                    .against(millis(costs.get(WITHOUT)));
            Measurement memory = Measurement.of(PART, "app memory, " + name, "MB", resident(costs.get(variant)))
                    .against(resident(costs.get(WITHOUT)));
            measurements.add(extension ? start.goal(Goal.atMostMore(30)) : start);
            measurements.add(extension ? memory.goal(Goal.atMostMore(4)) : memory);
        });
        return measurements;
    }

    private static Quartiles millis(List<StartedApp.Cost> costs) {
        return Quartiles.of(costs.stream().map(StartedApp.Cost::millis).toList());
    }

    private static Quartiles resident(List<StartedApp.Cost> costs) {
        return Quartiles.of(costs.stream().map(StartedApp.Cost::resident).toList());
    }
}
