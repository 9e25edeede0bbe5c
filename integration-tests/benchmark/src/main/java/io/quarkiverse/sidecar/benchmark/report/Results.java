package io.quarkiverse.sidecar.benchmark.report;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All figures of a run. */
public record Results(Machine machine, List<Measurement> measurements, List<Score> scores) {

    public String markdown() {
        return "# Benchmarks\n\n" + machine(": ") + "\n"
                + tables().stream().map(Table::markdown).collect(joining("\n"));
    }

    public String asciidoc() {
        return "// Written by the benchmarks: see benchmarks.adoc\n" + machine(":: ") + "\n"
                + tables().stream().map(Table::asciidoc).collect(joining("\n"));
    }

    /** For JSON: what was measured, in the units of the table. */
    public Map<String, Object> json() {
        return Map.of("machine", machine.properties(), "measurements", measurements.stream().map(Results::json).toList(),
                "micro", scores);
    }

    private static Map<String, Object> json(Measurement row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("part", row.part());
        json.put("what", row.what());
        json.put("unit", row.unit());
        json.put("measured", row.measured());
        row.bare().ifPresent(bare -> json.put("bare", bare));
        row.ratio().ifPresent(ratio -> json.put("ratio", ratio));
        row.goal().ifPresent(goal -> json.put("goal", goal));
        row.met().ifPresent(met -> json.put("met", met));
        return json;
    }

    private String machine(String separator) {
        String lead = separator.startsWith("::") ? "" : "- ";
        return machine.properties().entrySet().stream().map(it -> lead + it.getKey() + separator + it.getValue() + "\n")
                .collect(joining());
    }

    private List<Table> tables() {
        return Stream.of(new Table(Measurement.COLUMNS, measurements.stream().map(Measurement::row).toList()),
                new Table(Score.COLUMNS, scores.stream().map(Score::row).toList())).filter(table -> !table.rows().isEmpty())
                .toList();
    }
}
