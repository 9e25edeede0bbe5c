package io.quarkiverse.sidecar.it.servers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.core.ConditionFactory;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

/** The packaged application with one server, as a process of its own. Closing it ends it, and every server that it had. */
final class ServerApp implements AutoCloseable {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Path LOGS = Path.of("target", "packaged-app");
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+)");

    private final Set<ProcessHandle> servers = new HashSet<>();
    private final String server;
    private final Process process;
    private final Path log;
    private String address;

    private ServerApp(String server, Process process, Path log) {
        this.server = server;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it, and does not wait.
     *
     * @param path where it finds programs; empty: where this build does
     */
    static ServerApp start(String server, Map<String, String> configuration, Optional<Path> path) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=0"));
        configuration.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", JAR.toString()));
        Path log = Files.createTempFile(Files.createDirectories(LOGS), server, ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        path.ifPresent(folder -> builder.environment().put("PATH", folder.toString()));
        return new ServerApp(server, builder.start(), log);
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Where its server is, as its configuration says. */
    String serverAddress() {
        return RestAssured.get(url("/address")).then().statusCode(200).extract().asString();
    }

    JsonPath status() {
        return RestAssured.get(url("")).then().statusCode(200).extract().jsonPath();
    }

    void post(String command) {
        RestAssured.post(url("/" + command)).then().statusCode(202);
    }

    JsonPath awaitState(String state) {
        waiting().until(() -> state.equals(status().getString("state")));
        return status();
    }

    JsonPath awaitReady() {
        return awaitState("READY");
    }

    /** Waits until a later launch is ready. */
    JsonPath awaitLaunchAfter(JsonPath before) {
        waiting().until(() -> status().getInt("launch") > before.getInt("launch"));
        return awaitReady();
    }

    /** The server's processes. */
    Family family() {
        Family family = Family.of(status().getLong("pid"));
        servers.addAll(family.members());
        return family;
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** In good order. */
    void terminate() {
        process.destroy();
        process.onExit().join();
    }

    private String url(String path) {
        if (address == null) {
            waiting().until(() -> {
                Matcher line = LISTENING.matcher(log());
                address = line.find() ? line.group(1) : null;
                return address != null;
            });
        }
        return address + "/servers/" + server + path;
    }

    private ConditionFactory waiting() {
        return await("the application, whose log is " + log).atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(100))
                .failFast("the application ended; its log is " + log, () -> !process.isAlive());
    }

    @Override
    public void close() {
        process.descendants().forEach(servers::add);
        kill();
        // A handle knows when its process was started: a recycled pid is left alone.
        servers.forEach(ProcessHandle::destroyForcibly);
        new Family(List.copyOf(servers)).awaitEnd();
    }
}
