package io.quarkiverse.sidecar.benchmark.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.sidecar.OrphanReclaimed;
import io.quarkiverse.sidecar.benchmark.process.BareProcesses;
import io.quarkiverse.sidecar.benchmark.process.FirstWords;
import io.quarkiverse.sidecar.benchmark.process.KilledApp;
import io.quarkiverse.sidecar.benchmark.process.Pause;
import io.quarkiverse.sidecar.benchmark.process.Place;
import io.quarkiverse.sidecar.benchmark.process.RunningFleet;
import io.quarkiverse.sidecar.benchmark.report.Measurement;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

/**
 * An application was killed where nothing protects its sidecars, and starts again: from there until its new sidecars run.
 * Against plain Java that kills the pids of a pid file, waits until they are gone, and starts its processes again.
 */
public final class ReclaimToRelaunch implements Scenario {

    public static final String PART = "reclaim";

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private static final String ORPHAN = "orphan";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

    @Override
    public List<Measurement> measure(Place place) throws Exception {
        return List.of(measure(place, 1), measure(place, 20));
    }

    private static Measurement measure(Place place, int count) throws Exception {
        return InTurns.take(2, 9, () -> sidecars(place, count), () -> bare(place, count)).as(PART,
                "start to relaunch, with " + count + (count == 1 ? " orphan" : " orphans") + " to reclaim", "ms");
    }

    private static double sidecars(Place place, int count) throws Exception {
        Path state = place.folder("state");
        KilledApp.leaveOrphans(place, state, count, ORPHAN);
        List<Long> orphans = pids(place, count, ORPHAN);
        requireAlive(orphans);
        try (RunningFleet fleet = place.fleet(state, KilledApp.declarations(place.programs(), count, "again"))) {
            long begin = System.nanoTime();
            fleet.fleet().launch();
            double took = (lastWord(place, count, "again") - begin) / 1e6;
            for (int n = 0; n < count; n++) {
                fleet.next(OrphanReclaimed.class);
            }
            return took;
        } finally {
            orphans.stream().filter(ReclaimToRelaunch::alive).flatMap(pid -> ProcessHandle.of(pid).stream())
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static double bare(Place place, int count) throws Exception {
        try (BareProcesses processes = new BareProcesses()) {
            List<String> orphaning = new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\" >/dev/null 2>&1 &", "sh"));
            orphaning.addAll(place.programs().sleeper(ORPHAN));
            for (int n = 0; n < count; n++) {
                processes.start(orphaning);
            }
            List<Long> orphans = pids(place, count, ORPHAN);
            requireAlive(orphans);
            long begin = System.nanoTime();
            orphans.forEach(pid -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());
            while (orphans.stream().anyMatch(ReclaimToRelaunch::alive)) {
                Pause.of(BETWEEN_LOOKS);
            }
            for (int n = 0; n < count; n++) {
                processes.start(place.programs().sleeper("bare"));
            }
            return (lastWord(place, count, "bare") - begin) / 1e6;
        }
    }

    private static List<Long> pids(Place place, int count, String key) throws InterruptedException {
        List<Long> pids = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            pids.add(place.words().next(key).pid());
        }
        return pids;
    }

    private static long lastWord(Place place, int count, String key) throws InterruptedException {
        FirstWords.Word word = place.words().next(key);
        for (int n = 1; n < count; n++) {
            word = place.words().next(key);
        }
        return word.at();
    }

    private static void requireAlive(List<Long> pids) {
        if (!pids.stream().allMatch(ReclaimToRelaunch::alive)) {
            throw new IllegalStateException("Orphans are gone before they could be reclaimed");
        }
    }

    private static boolean alive(long pid) {
        return TABLE.find(pid).filter(entry -> !entry.zombie()).isPresent();
    }
}
