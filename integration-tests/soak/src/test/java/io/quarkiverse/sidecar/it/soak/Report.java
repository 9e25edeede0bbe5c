package io.quarkiverse.sidecar.it.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;

/**
 * What a run was, as Markdown.
 *
 * @param leaks empty when the run was too short to tell
 */
record Report(Duration length, Map<String, Long> deeds, Map<String, Long> logged, Map<String, Long> warnings,
        List<Measure> measures, List<LeakCheck.Finding> leaks, Duration longestUntilGone, List<Violation> violations) {

    private static final int SHOWN = 100;

    void write(Path file, long seed) throws IOException {
        DoubleSummaryStatistics loads = measures.stream().mapToDouble(Measure::load).summaryStatistics();
        List<String> lines = new ArrayList<>();
        lines.add("# Soak of " + length + ", seed " + seed);
        lines.add("");
        lines.add(System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, JDK " + System.getProperty("java.version")
                + "." + (loads.getCount() == 0 ? "" : " Load average: " + loads.getMin() + " to " + loads.getMax() + "."));
        lines.add("");
        lines.add("Violations: " + violations.size());
        lines.add("");
        table(lines, "What was done", deeds);
        table(lines, "What the log says", logged);
        lines.add("After a kill with the guard alive, everybody was gone after " + longestUntilGone.toMillis()
                + " ms at the longest.");
        lines.add("");
        sizes(lines);
        leaks(lines);
        table(lines, "Warnings", warnings);
        violations(lines);
        Files.write(file, lines);
    }

    private static void table(List<String> lines, String title, Map<String, Long> counts) {
        lines.add("## " + title);
        lines.add("");
        lines.add("| what | times |");
        lines.add("| --- | ---: |");
        counts.forEach((what, times) -> lines.add("| " + what.replace("|", "\\|") + " | " + times + " |"));
        lines.add("");
    }

    private void sizes(List<String> lines) {
        lines.add("## Sizes of the application, over all starts");
        lines.add("");
        lines.add("| what | smallest | median | greatest |");
        lines.add("| --- | ---: | ---: | ---: |");
        Quantity.ALL.forEach(it -> lines.add("| " + it.name() + " | " + it.smallest(measures) + " | " + it.median(measures)
                + " | " + it.greatest(measures) + " |"));
        lines.add("");
    }

    private void leaks(List<String> lines) {
        lines.add("## Medians of the first and the last quarter of the long start");
        lines.add("");
        if (leaks.isEmpty()) {
            lines.add("Not compared: too short to tell a leak from the warm-up.");
        } else {
            lines.add("| what | first | last | allowed growth | |");
            lines.add("| --- | ---: | ---: | ---: | --- |");
            leaks.forEach(it -> lines.add("| " + it.quantity().name() + " | " + it.early() + " | " + it.late() + " | "
                    + Math.round(100 * it.quantity().share()) + " % + " + it.quantity().more() + " | "
                    + (it.grown() ? "GROWN" : "") + " |"));
        }
        lines.add("");
    }

    private void violations(List<String> lines) {
        lines.add("## Violations");
        lines.add("");
        violations.stream().limit(SHOWN)
                .forEach(it -> lines.add("- " + it.at() + " **" + it.invariant() + "**: " + it.evidence()));
        if (violations.isEmpty()) {
            lines.add("None.");
        }
    }
}
