package io.quarkiverse.sidecar.it.samples;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** The packaged application, run in the folder of a sample with its configuration. Closing it ends it and its sidecars. */
final class SampleApp implements AutoCloseable {

    static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+)");

    private final Set<ProcessHandle> sidecars = new HashSet<>();
    private final Process process;
    private final Path log;
    private String address;

    private SampleApp(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * @param folder a copy of the sample
     * @param configuration what differs on this machine
     * @param path folders to look for programs in before the others, or an empty text
     */
    static SampleApp start(Path folder, Map<String, String> configuration, String path) throws IOException {
        Path log = folder.resolve("app.log");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=0",
                "-Dquarkus.sidecar.state-directory=" + folder.resolve("state")));
        configuration.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", JAR.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // As a system property it would outrank the others.
        builder.environment().put("QUARKUS_CONFIG_LOCATIONS", folder.resolve("application.properties").toString());
        builder.environment().merge("PATH", path, (old, first) -> first.isEmpty() ? old : first + ":" + old);
        return new SampleApp(builder.start(), log);
    }

    /** Waits until all its sidecars are ready. */
    JsonPath awaitReady() {
        await("readiness, log " + log).atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(250))
                .failFast("the application or a sidecar failed, log " + log,
                        () -> !process.isAlive() || log().contains("has failed ("))
                .until(() -> address() != null && health().statusCode() == 200);
        process.descendants().forEach(sidecars::add);
        return health().jsonPath();
    }

    /** The port of a sidecar, as readiness reports it. */
    int port(String sidecar) {
        return awaitReady().getInt(data(sidecar, "port"));
    }

    /** The environment of a sidecar, one variable each. */
    List<String> environment(String sidecar) throws IOException {
        String pid = awaitReady().getString(data(sidecar, "pid"));
        return List.of(Files.readString(Path.of("/proc", pid, "environ")).split("\0"));
    }

    private static String data(String sidecar, String key) {
        return "checks.find { it.name == 'Sidecars' }.data.'" + sidecar + "." + key + "'";
    }

    Response get(String path) {
        return RestAssured.get(address() + path);
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Ends the application in good order. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }

    void awaitEndOfSidecars() {
        await("end of the sidecars").atMost(Duration.ofSeconds(30))
                .until(() -> sidecars.stream().noneMatch(SampleApp::lives));
    }

    private Response health() {
        return get("/q/health/ready");
    }

    private String address() {
        if (address == null) {
            try {
                Matcher line = LISTENING.matcher(log());
                address = line.find() ? line.group(1) : null;
            } catch (IOException notYet) {
                return null;
            }
        }
        return address;
    }

    /** A handle takes a zombie for alive: nobody may be there to take note of its end. */
    private static boolean lives(ProcessHandle sidecar) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(sidecar.pid()), "stat"));
            return sidecar.isAlive() && !stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException ended) {
            return false;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(sidecars::add);
        process.destroyForcibly().onExit().join();
        // A handle knows when its process was started: a recycled pid is left alone.
        sidecars.forEach(ProcessHandle::destroyForcibly);
        awaitEndOfSidecars();
    }
}
