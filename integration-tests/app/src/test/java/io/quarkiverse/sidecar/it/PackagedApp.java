package io.quarkiverse.sidecar.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.sidecar.it.monitor.FreePort;

/** How the packaged application is to be started: with its production configuration and what is set here. */
final class PackagedApp {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Path LOGS = Path.of("target", "packaged-app");

    private final Map<String, String> properties = new LinkedHashMap<>();
    private Path searchPath;

    PackagedApp(Path stateDirectory, int monitorPort) {
        with("quarkus.http.host", "127.0.0.1");
        with("quarkus.sidecar.state-directory", stateDirectory.toString());
        with("quarkus.sidecar.agent-monitor.port", String.valueOf(monitorPort));
    }

    PackagedApp with(String key, String value) {
        properties.put(key, value);
        return this;
    }

    PackagedApp without(String key) {
        properties.remove(key);
        return this;
    }

    /** Lets it find programs in that folder only. */
    PackagedApp withPath(Path folder) {
        searchPath = folder;
        return this;
    }

    /** Starts it on a free port, and does not wait. The caller closes it. */
    RunningApp start() throws IOException {
        int httpPort = FreePort.find();
        Path log = Files.createTempFile(Files.createDirectories(LOGS), "app", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command(httpPort)).redirectErrorStream(true).redirectOutput(log.toFile());
        if (searchPath != null) {
            builder.environment().put("PATH", searchPath.toString());
        }
        return new RunningApp(builder.start(), httpPort, log);
    }

    /** What starts it, on that port. */
    List<String> command(int httpPort) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dquarkus.http.port=" + httpPort);
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(JAR.toString());
        return command;
    }
}
