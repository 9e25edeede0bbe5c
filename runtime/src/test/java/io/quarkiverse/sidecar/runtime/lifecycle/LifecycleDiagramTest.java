package io.quarkiverse.sidecar.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/**
 * The documentation shows the table as it is. {@code -Dlifecycle.diagram=write} writes its text files anew; Graphviz makes
 * the picture of them.
 */
class LifecycleDiagramTest {

    private static final Path DOCS = Path.of("..", "docs", "modules", "ROOT");
    private static final Path SOURCE = DOCS.resolve("examples/lifecycle.dot");
    private static final Path PICTURE = DOCS.resolve("images/lifecycle.svg");

    private static final Pattern DECLARED = Pattern.compile("(\\w+) -> (\\w+) \\[label=\"([^\"]+)\"");
    private static final Pattern DRAWN = Pattern.compile("<title>(\\w+)&#45;&gt;(\\w+)</title>(.*?)</g>", Pattern.DOTALL);
    private static final Pattern LABEL = Pattern.compile("<text[^>]*>([^<]+)</text>");

    @Test
    void theSourceOfThePictureIsThatOfTheTable() throws IOException {
        compare(SOURCE, LifecycleDiagram.graphviz());
    }

    @Test
    void theDocumentedTableIsThatOfTheCode() throws IOException {
        compare(DOCS.resolve("partials/lifecycle-table.adoc"), LifecycleDiagram.asciidoc());
    }

    @Test
    void thePictureShowsEveryTransitionAndNoOther() throws IOException {
        List<String> declared = find(DECLARED, LifecycleDiagram.graphviz())
                .map(arrow -> "%s -> %s: %s".formatted(arrow.group(1), arrow.group(2), arrow.group(3).replace("\\n", " ")))
                .toList();
        List<String> drawn = find(DRAWN, Files.readString(PICTURE))
                .map(arrow -> "%s -> %s: %s".formatted(arrow.group(1), arrow.group(2), String.join(" ",
                        find(LABEL, arrow.group(3)).map(label -> label.group(1)).toList())))
                .toList();
        assertThat(drawn).as("draw it anew: dot -Tsvg %s > %s", SOURCE, PICTURE).hasSizeGreaterThan(20)
                .containsExactlyInAnyOrderElementsOf(declared);
    }

    private static Stream<MatchResult> find(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static void compare(Path file, String generated) throws IOException {
        if ("write".equals(System.getProperty("lifecycle.diagram"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, generated);
        }
        assertThat(file).as("write it anew with -Dtest=LifecycleDiagramTest -Dlifecycle.diagram=write").exists();
        assertThat(Files.readString(file).replace("\r\n", "\n")).isEqualTo(generated);
    }
}
