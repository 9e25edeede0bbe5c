package io.quarkiverse.sidecar.benchmark.report;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** A table, as Markdown and as AsciiDoc. */
record Table(List<String> columns, List<List<String>> rows) {

    String markdown() {
        Stream<List<String>> head = Stream.of(columns, Collections.nCopies(columns.size(), "---"));
        return Stream.concat(head, rows.stream())
                .map(row -> row.stream().map(Table::cell).collect(joining(" | ", "| ", " |\n"))).collect(joining());
    }

    String asciidoc() {
        return Stream.concat(Stream.of(columns), rows.stream())
                .map(row -> row.stream().map(Table::cell).map(cell -> "| " + cell).collect(joining("\n", "", "\n")))
                .collect(joining("\n", "[%header,cols=\"" + columns.size() + "*\"]\n|===\n", "|===\n"));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
