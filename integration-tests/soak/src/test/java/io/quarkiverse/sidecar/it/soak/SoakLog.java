package io.quarkiverse.sidecar.it.soak;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the logs of all starts have said. Safe for use by any thread. */
final class SoakLog {

    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Long> warnings = new TreeMap<>();
    private final Map<String, Long> failures = new TreeMap<>();
    private final Consumer<String> violations;

    SoakLog(Consumer<String> violations) {
        this.violations = violations;
    }

    synchronized void count(int generation, LogLine entry) {
        if (entry.failed()) {
            add(failures, generation + "/" + entry.sidecar());
        }
        if (entry.output()) {
            add(counts, "lines of output in the log");
            return;
        }
        count(entry.launched(), "launches");
        count(entry.ready(), "times ready");
        count(entry.unhealthy(), "times unhealthy");
        count(entry.failed(), "failures told");
        count(entry.reclaimed(), "sidecars reclaimed");
        if (entry.level().equals("WARN")) {
            add(warnings, shape(entry.message()));
        }
    }

    void violated(String evidence) {
        violations.accept(evidence);
    }

    /** How many failures were told, by start of the application and sidecar, as {@link FailuresSeen} has them. */
    synchronized Map<String, Long> failures() {
        return new TreeMap<>(failures);
    }

    synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** Warnings by their shape. */
    synchronized Map<String, Long> warnings() {
        return new TreeMap<>(warnings);
    }

    private void count(boolean it, String what) {
        if (it) {
            add(counts, what);
        }
    }

    private static void add(Map<String, Long> counts, String what) {
        counts.merge(what, 1L, Long::sum);
    }

    /** What is the same in all messages of a kind. */
    private static String shape(String message) {
        String shape = message.replaceAll("'[^']*'", "'…'").replaceAll("\"[^\"]*\"", "\"…\"").replaceAll("[0-9]+", "#");
        return shape.length() > 160 ? shape.substring(0, 160) + "…" : shape;
    }
}
