package io.quarkiverse.sidecar.benchmark.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.benchmark.process.BareProcesses;
import io.quarkiverse.sidecar.benchmark.process.Place;
import io.quarkiverse.sidecar.benchmark.process.RunningFleet;
import io.quarkiverse.sidecar.benchmark.process.Sidecars;
import io.quarkiverse.sidecar.benchmark.report.Goal;
import io.quarkiverse.sidecar.benchmark.report.Measurement;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;

/** The end of an application with 20 sidecars, from the request until all are known to have ended. */
public final class Stopping implements Scenario {

    public static final String PART = "stop";

    private static final int COUNT = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Override
    public List<Measurement> measure(Place place) throws Exception {
        return List.of(measure(place, 0, 21).as(PART, "stop of " + COUNT, "ms").goal(Goal.ratioAtMost(3)),
                measure(place, 1, 7).as(PART, "stop of " + COUNT + ", one of which ignores TERM for a stop.timeout of 1 s",
                        "ms").goal(Goal.ratioAtMost(3)));
    }

    private static InTurns measure(Place place, int deaf, int rounds) throws Exception {
        return InTurns.take(2, rounds, () -> sidecars(place, deaf), () -> bare(place, deaf));
    }

    private static double sidecars(Place place, int deaf) throws Exception {
        Sidecars declared = Sidecars.PLAIN.stopTimeout(PATIENCE);
        List<SidecarDeclaration> all = new ArrayList<>(
                declared.declare(COUNT - deaf, "s", place.programs().sleeper("sidecar")));
        all.addAll(declared.declare(deaf, "deaf", place.programs().deaf("sidecar")));
        try (RunningFleet fleet = place.fleet(all)) {
            fleet.fleet().launch();
            for (int n = 0; n < COUNT; n++) {
                place.words().next("sidecar");
                fleet.next(SidecarReady.class);
            }
            long begin = System.nanoTime();
            if (!fleet.fleet().shutDown()) {
                throw new IllegalStateException("Not all sidecars have ended");
            }
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    private static double bare(Place place, int deaf) throws Exception {
        try (BareProcesses processes = new BareProcesses()) {
            for (int n = 0; n < COUNT; n++) {
                processes.start(n < deaf ? place.programs().deaf("bare") : place.programs().sleeper("bare"));
                place.words().next("bare");
            }
            long begin = System.nanoTime();
            processes.end(PATIENCE);
            return (System.nanoTime() - begin) / 1e6;
        }
    }
}
