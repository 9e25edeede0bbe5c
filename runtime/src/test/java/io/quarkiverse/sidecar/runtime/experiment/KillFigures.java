package io.quarkiverse.sidecar.runtime.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What many kills of an application came to. */
final class KillFigures {

    private static final ExperimentReport REPORT = ExperimentReport.table("kills", "application killed", "taken away",
            "in force", "runs", "runs with survivors before the next start", "survivors before it", "survivors after it",
            "strangers killed", "sidecar ready", "last survivor's end without a next start, ms: median", "slowest");

    private final List<Long> millisToLastEnd = new ArrayList<>();
    private int runs;
    private int runsWithSurvivors;
    private long survivorsBefore;
    private long survivorsAfter;
    private long strangersKilled;
    private int ready;

    void killed(Duration toLastEnd) {
        runs++;
        millisToLastEnd.add(toLastEnd.toMillis());
    }

    void killed(int survivors) {
        runs++;
        runsWithSurvivors++;
        survivorsBefore += survivors;
    }

    void startedAgain(int survivors, long strangers) {
        ready++;
        survivorsAfter += survivors;
        strangersKilled = strangers;
    }

    /** Adds the row, also when a run has failed. */
    void report(String experiment, MissingLayer missing, String protections) {
        List<Long> sorted = millisToLastEnd.stream().sorted().toList();
        REPORT.row(experiment, missing, protections.replaceAll("[\\[\\]]", ""), runs, runsWithSurvivors, survivorsBefore,
                survivorsAfter, strangersKilled, ready, sorted.isEmpty() ? "-" : sorted.get(sorted.size() / 2),
                sorted.isEmpty() ? "-" : sorted.get(sorted.size() - 1));
    }
}
