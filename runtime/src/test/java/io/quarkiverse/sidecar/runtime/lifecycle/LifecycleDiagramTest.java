package io.quarkiverse.sidecar.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

/** The documentation shows the table as it is. {@code -Dlifecycle.diagram=write} writes it anew. */
class LifecycleDiagramTest {

    private static final Path DOCS = Path.of("..", "docs", "modules", "ROOT");

    @Test
    void theDocumentedPictureIsThatOfTheTable() throws IOException {
        compare(DOCS.resolve("examples/lifecycle.mmd"), LifecycleDiagram.mermaid());
    }

    @Test
    void theDocumentedTableIsThatOfTheCode() throws IOException {
        compare(DOCS.resolve("partials/lifecycle-table.adoc"), LifecycleDiagram.asciidoc());
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
