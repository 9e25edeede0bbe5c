package io.quarkiverse.sidecar.benchmark.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.SidecarRestartScheduled;
import io.quarkiverse.sidecar.benchmark.process.BareLoop;
import io.quarkiverse.sidecar.benchmark.process.FirstWords;
import io.quarkiverse.sidecar.benchmark.process.Pause;
import io.quarkiverse.sidecar.benchmark.process.Place;
import io.quarkiverse.sidecar.benchmark.process.RunningFleet;
import io.quarkiverse.sidecar.benchmark.process.Sidecars;
import io.quarkiverse.sidecar.benchmark.report.Goal;
import io.quarkiverse.sidecar.benchmark.report.Measurement;
import io.quarkiverse.sidecar.benchmark.report.Quartiles;

/** From the kill of a program that is ready and has run stably until the next one of it runs: its first word. */
public final class Relaunch implements Scenario {

    public static final String PART = "relaunch";

    private static final int WARM_UP = 15;
    private static final int ROUNDS = 61;

    /** More than what the sidecar needs to be stable, and whatever is made ready for its next launch to be so. */
    private static final Duration SETTLED = Duration.ofMillis(150);

    @Override
    public List<Measurement> measure(Place place) throws Exception {
        return List.of(measure(place, "crash to relaunch", "plain", Sidecars.PLAIN),
                measure(place, "crash to relaunch, on a port", "port", Sidecars.PLAIN.listening(Optional.empty())));
    }

    private Measurement measure(Place place, String what, String key, Sidecars declared) throws Exception {
        String ours = key + "-sidecar";
        String plain = key + "-bare";
        boolean listens = declared.port().isPresent();
        FirstWords words = place.words();
        List<Double> relaunched = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        try (RunningFleet fleet = place.fleet(List.of(declared.declare("web",
                listens ? place.programs().listener(ours) : place.programs().sleeper(ours))));
                BareLoop loop = new BareLoop(place.programs().sleeper(plain))) {
            fleet.fleet().launch();
            long sidecar = words.next(ours).pid();
            long process = words.next(plain).pid();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                fleet.next(SidecarReady.class);
                Pause.of(SETTLED);
                long killed = kill(sidecar);
                FirstWords.Word next = words.next(ours);
                sidecar = next.pid();
                requireImmediate(fleet.next(SidecarRestartScheduled.class));
                Pause.of(SETTLED);
                long killedBare = kill(process);
                FirstWords.Word nextBare = words.next(plain);
                process = nextBare.pid();
                if (round >= 0) {
                    relaunched.add((next.at() - killed) / 1e6);
                    bare.add((nextBare.at() - killedBare) / 1e6);
                }
            }
        }
        return Measurement.of(PART, what, "ms", Quartiles.of(relaunched)).against(Quartiles.of(bare))
                .goal(Goal.ratioAtMost(3));
    }

    private static long kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        long now = System.nanoTime();
        process.destroyForcibly();
        return now;
    }

    private static void requireImmediate(SidecarRestartScheduled restart) {
        if (!restart.delay().isZero()) {
            throw new IllegalStateException("The run before was no stable one: " + restart);
        }
    }
}
