package io.quarkiverse.sidecar.it.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the documentation's samples are. */
final class Samples {

    static final Path DOCS = Path.of("..", "..", "docs", "modules", "ROOT");
    static final Path ALL = DOCS.resolve("examples");

    private Samples() {
    }

    /** All files below a folder whose names end so. */
    static List<Path> files(Path folder, String end) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies one below target, where what it runs may write. */
    static Path copyOf(String name) throws IOException {
        Path from = ALL.resolve(name);
        Path to = Files.createTempDirectory(Files.createDirectories(Path.of("target", "samples")), name).toAbsolutePath();
        for (Path file : files(from, "")) {
            Path copy = to.resolve(from.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        return to;
    }
}
