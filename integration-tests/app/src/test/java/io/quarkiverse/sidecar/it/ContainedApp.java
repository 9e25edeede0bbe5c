package io.quarkiverse.sidecar.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

/**
 * The packaged application in a pid namespace: the process ids that it tells are none out here. Closing it ends everything
 * in there.
 */
final class ContainedApp implements AutoCloseable {

    private final Process engine;
    private final String address;
    private final Path log;

    /** @param engine whose only child is process 1 in there */
    ContainedApp(Process engine, int httpPort, Path log) {
        this.engine = engine;
        this.address = "http://127.0.0.1:" + httpPort;
        this.log = log;
    }

    JsonPath sidecar() {
        return RestAssured.get(address + "/api/sidecar").then().statusCode(200).extract().jsonPath();
    }

    void post(String path) {
        RestAssured.post(address + path).then().statusCode(202);
    }

    JsonPath awaitReady() {
        await("the application, whose log is " + log).atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(IOException.class)
                .failFast("the application ended; its log is " + log, () -> !engine.isAlive())
                .until(() -> RestAssured.get(address + "/q/health/ready").statusCode() == 200);
        return sidecar();
    }

    /** Everything that runs in there, with the ids of out here. */
    List<ProcessHandle> processes() {
        return engine.descendants().toList();
    }

    /** From outside, as a container engine does. Answers how the application ended. */
    int terminate() throws InterruptedException {
        engine.children().forEach(ProcessHandle::destroy);
        return engine.waitFor(1, TimeUnit.MINUTES) ? engine.exitValue() : -1;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** How often the log says so. */
    int told(String words) throws IOException {
        return log().split(java.util.regex.Pattern.quote(words), -1).length - 1;
    }

    @Override
    public void close() {
        // The kernel ends the rest with process 1.
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        engine.destroyForcibly().onExit().join();
    }
}
