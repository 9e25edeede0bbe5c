package io.quarkiverse.sidecar.it.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The violations, and for the first of them what was seen before. Safe for use by any thread. */
final class Findings {

    private static final int SAMPLES_KEPT = 6;
    private static final int FILES = 40;

    private final Path folder;
    private final List<Violation> violations = new ArrayList<>();
    private final Deque<Sample> latest = new ArrayDeque<>();

    Findings(Path folder) {
        this.folder = folder;
    }

    synchronized void saw(Sample sample) {
        latest.addLast(sample);
        if (latest.size() > SAMPLES_KEPT) {
            latest.removeFirst();
        }
    }

    synchronized void add(String invariant, String evidence) {
        Violation violation = new Violation(Instant.now(), invariant, evidence);
        violations.add(violation);
        if (violations.size() <= FILES) {
            keep(violation);
        }
    }

    synchronized List<Violation> violations() {
        return List.copyOf(violations);
    }

    private void keep(Violation violation) {
        List<String> lines = new ArrayList<>(List.of(violation.toString(), ""));
        latest.forEach(sample -> {
            lines.add(sample.at() + " start " + sample.generation() + ", " + sample.answers());
            sample.readiness().ifPresent(document -> document.sidecars().forEach((name, it) -> lines.add(name + " " + it)));
            sample.seen().processes().forEach(process -> lines.add(process.toString()));
            lines.add("");
        });
        try {
            Files.write(folder.resolve("violation-" + violations.size() + ".txt"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
