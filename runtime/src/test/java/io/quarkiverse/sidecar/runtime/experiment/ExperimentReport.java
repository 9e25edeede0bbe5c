package io.quarkiverse.sidecar.runtime.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A table of figures: one row an experiment, added when the experiment is over. It is kept in
 * {@code target/experiments/NAME-SIZE-jdkN.md}, written anew by each run of the tests, and each row goes to the log, too.
 *
 * <pre>
 * ExperimentReport report = ExperimentReport.table("recycled-pids", "experiment", "runs", "innocents killed");
 * report.row("recorded pid given to an innocent process", 10, 0);
 * </pre>
 */
public final class ExperimentReport {

    private static final Path FOLDER = Path.of("target", "experiments");

    private static final Set<Path> BEGUN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final List<String> columns;

    private ExperimentReport(Path file, List<String> columns) {
        this.file = file;
        this.columns = columns;
    }

    /** @param name of the file; tests that add to one table give the same columns */
    public static ExperimentReport table(String name, String... columns) {
        return new ExperimentReport(FOLDER.resolve("%s-%s-jdk%d.md".formatted(name, ExperimentSize.current(),
                Runtime.version().feature())), List.of(columns));
    }

    /** Adds a row; safe for use by any thread. */
    public void row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("The table " + file + " has the columns " + columns + ", not "
                    + Arrays.toString(cells));
        }
        synchronized (BEGUN) {
            if (BEGUN.add(file)) {
                begin();
            }
            write(line(Arrays.asList(cells)), StandardOpenOption.APPEND);
        }
        for (int n = 0; n < cells.length; n++) {
            System.out.print((n == 0 ? "Experiment: " : ", " + columns.get(n) + " ") + cells[n]);
        }
        System.out.println();
    }

    private void begin() {
        write("JDK %s, %s %s, %d processors, size %s%n%n".formatted(Runtime.version(), System.getProperty("os.name"),
                System.getProperty("os.version"), Runtime.getRuntime().availableProcessors(), ExperimentSize.current())
                + line(columns) + "|" + " --- |".repeat(columns.size()) + System.lineSeparator(),
                StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static String line(List<?> cells) {
        return cells.stream().map(Object::toString).collect(Collectors.joining(" | ", "| ", " |" + System.lineSeparator()));
    }

    private void write(String text, StandardOpenOption... options) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text, Arrays.stream(options).toArray(StandardOpenOption[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException("The figures could not be written to " + file, e);
        }
    }
}
