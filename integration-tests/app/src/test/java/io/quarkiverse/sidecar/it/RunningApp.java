package io.quarkiverse.sidecar.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.awaitility.core.ConditionFactory;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** The packaged application as a process of its own. Closing it ends it, and every monitor that it was seen to have. */
final class RunningApp implements AutoCloseable {

    private final Set<ProcessHandle> monitors = ConcurrentHashMap.newKeySet();
    private final Process process;
    private final String address;
    private final Path log;

    RunningApp(Process process, int httpPort, Path log) {
        this.process = process;
        this.address = "http://127.0.0.1:" + httpPort;
        this.log = log;
    }

    Process process() {
        return process;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    JsonPath sidecar() {
        JsonPath sidecar = RestAssured.get(address + "/api/sidecar").then().statusCode(200).extract().jsonPath();
        if (sidecar.get("pid") != null) {
            ProcessHandle.of(sidecar.getLong("pid")).ifPresent(monitors::add);
        }
        return sidecar;
    }

    Response readiness() {
        return RestAssured.get(address + "/q/health/ready");
    }

    void post(String path) {
        RestAssured.post(address + path).then().statusCode(202);
    }

    /** Waits until the sidecar is ready, and answers how it is then. */
    JsonPath awaitReady() {
        waiting().until(() -> readiness().statusCode() == 200);
        return sidecar();
    }

    JsonPath awaitState(String state) {
        waiting().until(() -> state.equals(sidecar().getString("state")));
        return sidecar();
    }

    void awaitEnd() {
        await().atMost(Duration.ofMinutes(1)).until(() -> !process.isAlive());
    }

    private ConditionFactory waiting() {
        return await("the application, whose log is " + log).atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(100)).ignoreExceptionsInstanceOf(IOException.class)
                .failFast("the application ended; its log is " + log, () -> !process.isAlive());
    }

    @Override
    public void close() {
        process.descendants().forEach(monitors::add);
        process.destroyForcibly().onExit().join();
        // A handle knows when its process was started: a recycled pid is left alone.
        monitors.forEach(ProcessHandle::destroyForcibly);
    }
}
