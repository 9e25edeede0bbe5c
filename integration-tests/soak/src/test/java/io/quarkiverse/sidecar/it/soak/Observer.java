package io.quarkiverse.sidecar.it.soak;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Takes one sample after the other of whatever application there is, and has it checked. Used by one thread. */
final class Observer implements AutoCloseable {

    /** Every so many samples the application is measured. */
    private static final int MEASURED = 5;

    private final Supplier<Optional<App>> current;
    private final Doctor doctor;
    private final Interview interview;
    private final Watcher watcher;
    private final Findings findings;
    private final Tally tally;
    private final Path stateFolder;
    private final List<Check> checks;
    private final FailuresSeen failures = new FailuresSeen();
    private final List<Measure> measures = new ArrayList<>();
    private final PrintWriter csv;
    private final long heapEveryNanos;
    private long heapSeen = System.nanoTime();
    private int samples;

    Observer(Supplier<Optional<App>> current, List<Declared> sidecars, Doctor doctor, Watcher watcher, Findings findings,
            Tally tally, Path folder, Duration heapEvery) throws IOException {
        this.current = current;
        this.doctor = doctor;
        this.interview = new Interview(sidecars, folder);
        this.watcher = watcher;
        this.findings = findings;
        this.tally = tally;
        this.stateFolder = App.state(folder);
        this.csv = new PrintWriter(Files.newBufferedWriter(folder.resolve("measures.csv")), true);
        this.heapEveryNanos = heapEvery.toNanos();
        Set<String> required = sidecars.stream().filter(Declared::required).map(Declared::name).collect(Collectors.toSet());
        this.checks = List.of(new OneLiveTree(), new NoOrphan(), new NothingWhileDown(), new ReadyIsTrue(),
                new VerdictFollows(required), new NothingStuck(), new LaunchesGrow());
        csv.println(Measure.HEADER);
    }

    /** Never throws: an observer that has failed is a finding, too. */
    void look() {
        try {
            Optional<App> app = current.get();
            if (app.isPresent()) {
                look(app.get());
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            findings.add("the observer works", e + " at " + e.getStackTrace()[0]);
        }
    }

    private void look(App app) throws IOException, InterruptedException {
        Optional<Readiness> document = app.address().isPresent() ? doctor.readiness(app.address().get()) : Optional.empty();
        Map<String, Boolean> answers = document.isPresent() ? interview.ask(document.get()) : Map.of();
        Seen seen = watcher.look(app.pid());
        boolean alive = app.alive();
        if (!current.get().equals(Optional.of(app))) {
            // It was ended on purpose while it was looked at.
            return;
        }
        if (!alive) {
            findings.add("the application lives", "start " + app.generation() + " has ended by itself; see its log");
            return;
        }
        Sample sample = new Sample(Instant.now(), app.generation(), document, answers, seen);
        samples++;
        findings.saw(sample);
        tally.count("samples");
        tally.count(document.isEmpty(), "samples without an answer of the application");
        tally.count(document.filter(Readiness::up).isPresent(), "samples in which it was up");
        checks.forEach(check -> check.look(sample).forEach(evidence -> findings.add(check.invariant(), evidence)));
        failures.look(sample);
        if (samples % MEASURED == 0 && document.isPresent()) {
            measure(app, seen);
        }
    }

    private void measure(App app, Seen seen) throws IOException, InterruptedException {
        boolean withHeap = System.nanoTime() - heapSeen > heapEveryNanos;
        Measure measure = Sizes.of(app, seen.zombies(), withHeap, stateFolder);
        if (withHeap) {
            heapSeen = System.nanoTime();
        }
        if (app.alive()) {
            measures.add(measure);
            csv.println(measure.csv());
        }
    }

    FailuresSeen failures() {
        return failures;
    }

    List<Measure> measures() {
        return List.copyOf(measures);
    }

    @Override
    public void close() {
        interview.close();
        csv.close();
    }
}
