package io.quarkiverse.sidecar.it.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

/** The application's container: the packaged application as a process, with the environment of the manifest. */
final class AppContainer implements AutoCloseable {

    private final Process app;
    private final Path output;
    private final int port = Ports.free();

    AppContainer(Path jar, Container container) {
        try {
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "pod");
            output = folder.resolve("output");
            ProcessBuilder java = new ProcessBuilder(List.of(ProcessHandle.current().info().command().orElseThrow(),
                    "-XX:TieredStopAtLevel=1", "-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=" + port,
                    "-Dquarkus.sidecar.state-directory=" + folder.resolve("state"), "-jar", jar.toString()));
            java.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_"));
            for (EnvVar variable : container.getEnv()) {
                if (variable.getValueFrom() == null) {
                    // The model reads what is empty as nothing.
                    java.environment().put(variable.getName(), variable.getValue() == null ? "" : variable.getValue());
                }
            }
            app = java.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data of the readiness check; null when the application does not answer. */
    JsonPath readiness() {
        try {
            return RestAssured.get("http://127.0.0.1:" + port + "/q/health/ready").jsonPath();
        } catch (Exception notYet) {
            return null;
        }
    }

    boolean alive() {
        return app.isAlive();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        app.destroy();
        try {
            if (!app.waitFor(Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS)) {
                app.destroyForcibly();
            }
        } catch (InterruptedException e) {
            app.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
