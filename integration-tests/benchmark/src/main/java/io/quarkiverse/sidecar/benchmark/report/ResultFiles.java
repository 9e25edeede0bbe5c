package io.quarkiverse.sidecar.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** Where the figures of a run go. */
public final class ResultFiles {

    private ResultFiles() {
    }

    /** As {@code results.md} and {@code results.json}. */
    public static void write(Path directory, Results results) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("results.md"), results.markdown());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(directory.resolve("results.json").toFile(),
                results.json());
    }

    /** @throws IllegalArgumentException when the figures are not whole: the documentation shows those of one run */
    public static void writeDocumentation(Path file, Results results, boolean whole) throws IOException {
        if (!whole) {
            throw new IllegalArgumentException("Not written into " + file + ": that takes all benchmarks of one run");
        }
        Files.writeString(file, results.asciidoc());
    }
}
