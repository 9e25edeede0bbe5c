package io.quarkiverse.sidecar.it.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One start of the packaged application, as a process of its own. */
final class App {

    private static final Path JAR = Path.of("..", "app", "target", "quarkus-app", "quarkus-run.jar");

    private final int generation;
    private final Process process;
    private final AppLog log;

    private App(int generation, Process process, AppLog log) {
        this.generation = generation;
        this.process = process;
        this.log = log;
    }

    /** Starts it, and does not wait. */
    static App start(int generation, String soak, Path folder, Path configuration, SoakLog observed) throws IOException {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is not there: package integration-tests/app first");
        }
        ProcessBuilder builder = new ProcessBuilder(List.of(JavaHome.tool("java"), "-Xmx128m", "-XX:-UsePerfData",
                "-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=0",
                "-Dquarkus.config.locations=" + configuration.toUri(),
                "-Dquarkus.log.console.format=" + LogLine.FORMAT,
                "-Dquarkus.log.category.\"io.quarkiverse.sidecar\".level=DEBUG",
                "-Dquarkus.log.category.\"io.quarkiverse.sidecar.runtime\".level=INFO",
                "-Dquarkus.log.category.\"io.quarkiverse.sidecar.output\".level=INFO",
                "-Dquarkus.sidecar.shutdown-timeout=30s",
                "-Dquarkus.sidecar.state-directory=" + state(folder), "-jar", JAR.toString())).redirectErrorStream(true);
        builder.environment().putAll(Map.of(Marks.SOAK, soak, Marks.GENERATION, String.valueOf(generation), Marks.FOLDER,
                folder.toString()));
        Process process = builder.start();
        return new App(generation, process, AppLog.read(generation, process.getInputStream(), folder, observed));
    }

    static Path state(Path folder) {
        return folder.resolve("state");
    }

    int generation() {
        return generation;
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Where it answers; empty until it says so. */
    Optional<String> address() {
        return log.address();
    }

    void terminate() {
        process.toHandle().destroy();
    }

    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** True when it has ended, and its log has been read. */
    boolean awaitEnd(long seconds) throws InterruptedException {
        boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
        if (ended) {
            log.awaitEnd(seconds);
        }
        return ended;
    }
}
