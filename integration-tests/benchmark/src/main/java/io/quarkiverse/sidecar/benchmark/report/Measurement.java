package io.quarkiverse.sidecar.benchmark.report;

import java.util.List;
import java.util.Optional;

/**
 * One row of the results.
 *
 * @param part the part of the benchmarks that it belongs to
 * @param what in a few words
 * @param bare what plain Java needed in the same run, taken in turns with it
 */
public record Measurement(String part, String what, String unit, Quartiles measured, Optional<Quartiles> bare,
        Optional<Goal> goal) {

    static final List<String> COLUMNS = List.of("What", "With the extension", "Bare", "Ratio", "Goal", "", "Runs");

    public static Measurement of(String part, String what, String unit, Quartiles measured) {
        return new Measurement(part, what, unit, measured, Optional.empty(), Optional.empty());
    }

    public Measurement against(Quartiles plain) {
        return new Measurement(part, what, unit, measured, Optional.of(plain), goal);
    }

    public Measurement goal(Goal wanted) {
        return new Measurement(part, what, unit, measured, bare, Optional.of(wanted));
    }

    Optional<Double> ratio() {
        return bare.map(plain -> measured.median() / plain.median());
    }

    Optional<Boolean> met() {
        return goal.map(wanted -> wanted.met(measured, bare));
    }

    public List<String> row() {
        return List.of(what, Figures.text(measured, unit), bare.map(plain -> Figures.text(plain, unit)).orElse("–"),
                ratio().map(ratio -> Figures.text(ratio) + " ×").orElse("–"),
                goal.map(wanted -> wanted.text(unit)).orElse("–"), met().map(it -> it ? "met" : "missed").orElse("–"),
                Integer.toString(measured.count()));
    }
}
