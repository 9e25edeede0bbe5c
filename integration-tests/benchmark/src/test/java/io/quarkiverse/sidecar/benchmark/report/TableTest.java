package io.quarkiverse.sidecar.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class TableTest {

    private final Table table = new Table(List.of("a", "b"), List.of(List.of("1", "x|y")));

    @Test
    void isMarkdown() {
        assertThat(table.markdown()).isEqualTo("""
                | a | b |
                | --- | --- |
                | 1 | x\\|y |
                """);
    }

    @Test
    void isAsciiDoc() {
        assertThat(table.asciidoc()).isEqualTo("""
                [%header,cols="2*"]
                |===
                | a
                | b

                | 1
                | x\\|y
                |===
                """);
    }
}
