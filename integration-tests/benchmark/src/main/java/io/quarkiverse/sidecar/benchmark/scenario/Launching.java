package io.quarkiverse.sidecar.benchmark.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.sidecar.benchmark.process.BareProcesses;
import io.quarkiverse.sidecar.benchmark.process.FirstWords;
import io.quarkiverse.sidecar.benchmark.process.Place;
import io.quarkiverse.sidecar.benchmark.process.RunningFleet;
import io.quarkiverse.sidecar.benchmark.process.Sidecars;
import io.quarkiverse.sidecar.benchmark.report.Measurement;

/** From the launch of a new fleet until all of its programs run. */
public final class Launching implements Scenario {

    public static final String PART = "launch";

    private static final Map<Integer, Integer> ROUNDS = new TreeMap<>(Map.of(1, 21, 20, 11, 100, 5));

    @Override
    public List<Measurement> measure(Place place) throws Exception {
        List<Measurement> measurements = new ArrayList<>();
        for (Map.Entry<Integer, Integer> size : ROUNDS.entrySet()) {
            int count = size.getKey();
            measurements.add(InTurns.take(2, size.getValue(), () -> sidecars(place, count), () -> bare(place, count))
                    .as(PART, "launch of " + count, "ms"));
        }
        return measurements;
    }

    private static double sidecars(Place place, int count) throws Exception {
        try (RunningFleet fleet = place
                .fleet(Sidecars.PLAIN.declare(count, "s", place.programs().sleeper("launched")))) {
            long begin = System.nanoTime();
            fleet.fleet().launch();
            return (lastWord(place, count, "launched") - begin) / 1e6;
        }
    }

    private static double bare(Place place, int count) throws Exception {
        try (BareProcesses processes = new BareProcesses()) {
            long begin = System.nanoTime();
            for (int n = 0; n < count; n++) {
                processes.start(place.programs().sleeper("started"));
            }
            return (lastWord(place, count, "started") - begin) / 1e6;
        }
    }

    private static long lastWord(Place place, int count, String key) throws InterruptedException {
        FirstWords.Word word = place.words().next(key);
        for (int n = 1; n < count; n++) {
            word = place.words().next(key);
        }
        return word.at();
    }
}
