package io.quarkiverse.sidecar.benchmark.report;

import java.util.List;

/**
 * What one call takes on average.
 *
 * @param error half of the 99.9 % confidence interval
 */
public record Score(String what, double micros, double error) {

    static final List<String> COLUMNS = List.of("What", "µs per call", "±");

    public List<String> row() {
        return List.of(what, Figures.text(micros), Figures.text(error));
    }
}
