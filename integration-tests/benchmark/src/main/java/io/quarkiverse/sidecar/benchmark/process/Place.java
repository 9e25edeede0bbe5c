package io.quarkiverse.sidecar.benchmark.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;
import io.vertx.core.Vertx;

/** What every measurement needs: a folder of its own, threads, and a way to hear its programs. */
public final class Place implements AutoCloseable {

    private final Path directory = Files.createTempDirectory("sidecar-benchmark");
    private final Vertx vertx = Vertx.vertx();
    private final ScheduledExecutorService callbacks = Executors.newScheduledThreadPool(1);
    private final FirstWords words = new FirstWords(directory);
    private int states;

    public Place() throws IOException, InterruptedException {
    }

    public FirstWords words() {
        return words;
    }

    public Programs programs() {
        return new Programs(words.pipe());
    }

    /** A new folder. */
    public Path folder(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name + "-" + ++states));
    }

    /** A fleet that nothing has run before, not launched yet. */
    public RunningFleet fleet(List<SidecarDeclaration> declarations) throws IOException {
        return fleet(folder("state"), declarations);
    }

    /** @param state where an earlier one may have left something */
    public RunningFleet fleet(Path state, List<SidecarDeclaration> declarations) {
        return fleet(state, declarations, () -> {
        });
    }

    public RunningFleet fleet(Path state, List<SidecarDeclaration> declarations, Runnable onLine) {
        return new RunningFleet(vertx, callbacks, state, declarations, onLine);
    }

    @Override
    public void close() throws IOException {
        words.close();
        callbacks.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(Place::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
