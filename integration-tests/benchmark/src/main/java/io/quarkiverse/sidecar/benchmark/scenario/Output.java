package io.quarkiverse.sidecar.benchmark.scenario;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.benchmark.process.BareProcesses;
import io.quarkiverse.sidecar.benchmark.process.LogFile;
import io.quarkiverse.sidecar.benchmark.process.Place;
import io.quarkiverse.sidecar.benchmark.process.RunningFleet;
import io.quarkiverse.sidecar.benchmark.process.Sidecars;
import io.quarkiverse.sidecar.benchmark.report.Goal;
import io.quarkiverse.sidecar.benchmark.report.Measurement;
import io.quarkiverse.sidecar.benchmark.report.Quartiles;
import io.quarkiverse.sidecar.runtime.output.OutputLevel;

/** How fast a program gets rid of 200,000 lines of 100 bytes: against plain Java that reads lines and drops them. */
public final class Output implements Scenario {

    public static final String PART = "output";

    private static final int LINES = 200_000;
    private static final String KEY = "flood";
    private static final Logger LOG = Logger.getLogger("bare");

    @Override
    public List<Measurement> measure(Place place) throws Exception {
        List<Double> logged = new ArrayList<>();
        Measurement defaults = InTurns.take(3, 11, () -> sidecar(place, OutputLevel.INFO, logged), () -> bare(place, line -> {
        }))
                .as(PART, "output of a flood, default levels, into a log file", "lines/s").goal(Goal.ratioAtLeast(0.5));
        Measurement alike = InTurns
                .take(3, 11, () -> sidecar(place, OutputLevel.INFO, new ArrayList<>()), () -> bareLogging(place))
                .as(PART, "the same, against plain Java that logs every line itself", "lines/s").goal(Goal.ratioAtLeast(0.5));
        Measurement off = InTurns
                .take(3, 11, () -> sidecar(place, OutputLevel.OFF, new ArrayList<>()), () -> bare(place, line -> {
                }))
                .as(PART, "output of a flood, stdout-level=OFF", "lines/s");
        return List.of(defaults, alike, off,
                Measurement.of(PART, "lines of that flood that the log has; the others it counts", "%", Quartiles.of(logged)));
    }

    /** @param logged takes the percentage of the lines that the log has */
    private static double sidecar(Place place, OutputLevel level, List<Double> logged) throws Exception {
        Path log = place.folder("log").resolve("app.log");
        Flood flood = new Flood();
        try (LogFile file = LogFile.open(log);
                RunningFleet fleet = place.fleet(place.folder("state"),
                        List.of(Sidecars.PLAIN.stdout(level).declare("web", place.programs().flood(KEY, LINES))), flood)) {
            fleet.fleet().launch();
            flood.over.await();
            fleet.next(SidecarReady.class);
        }
        place.words().next(KEY);
        try (Stream<String> lines = Files.lines(log)) {
            logged.add(100.0 * lines.filter(line -> line.endsWith("xxx")).count() / LINES);
        }
        return rate(flood.last - flood.first);
    }

    /** Lines per second. */
    private static double rate(long nanos) {
        return LINES * 1e9 / nanos;
    }

    /** From the first line to the last. */
    private static final class Flood implements Runnable {

        private final AtomicInteger count = new AtomicInteger();
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile long first;
        private volatile long last;

        @Override
        public void run() {
            int lines = count.incrementAndGet();
            if (lines == 1) {
                first = System.nanoTime();
            } else if (lines == LINES) {
                last = System.nanoTime();
                over.countDown();
            }
        }
    }

    private static double bareLogging(Place place) throws Exception {
        try (LogFile file = LogFile.open(place.folder("log").resolve("bare.log"))) {
            return bare(place, LOG::info);
        }
    }

    private static double bare(Place place, Consumer<String> lines) throws Exception {
        try (BareProcesses processes = new BareProcesses();
                BufferedReader reader = processes.start(place.programs().flood(KEY, LINES)).inputReader()) {
            lines.accept(reader.readLine());
            long first = System.nanoTime();
            for (int read = 1; read < LINES; read++) {
                lines.accept(reader.readLine());
            }
            long last = System.nanoTime();
            place.words().next(KEY);
            return rate(last - first);
        }
    }
}
