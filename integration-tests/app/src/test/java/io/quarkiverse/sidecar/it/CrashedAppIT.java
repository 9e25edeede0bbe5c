package io.quarkiverse.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.it.monitor.FreePort;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

/** What becomes of the sidecar when the application dies, and of the application when its sidecar cannot run. */
class CrashedAppIT {

    @TempDir
    Path folder;

    private final int port = FreePort.find();
    private final List<RunningApp> started = new ArrayList<>();

    @AfterEach
    void endEveryProcess() {
        started.forEach(RunningApp::close);
    }

    @Test
    void theMonitorDiesWithAKilledApp() throws Exception {
        assumeThat(onPath("setsid")).as("setsid, which gives the sidecar its session").isPresent();
        assumeThat(onPath("setpriv")).as("setpriv, which asks for the parent-death signal").isPresent();
        RunningApp app = start(app());
        long monitor = app.awaitReady().getLong("pid");

        app.process().destroyForcibly();

        app.awaitEnd();
        awaitGone(monitor);
    }

    @Test
    void theNextRunReclaimsAMonitorThatOutlivedAKilledApp() throws Exception {
        RunningApp first = start(app().withPath(shellOnly()));
        JsonPath before = first.awaitReady();
        long orphan = before.getLong("pid");
        assumeThat(before.getList("protections", String.class)).as("without setpriv there is no parent-death signal")
                .doesNotContain("PARENT_DEATH_SIGNAL");

        first.process().destroyForcibly();
        first.awaitEnd();
        RestAssured.get("http://127.0.0.1:" + port + "/api/health").then().statusCode(200).body("pid", is((int) orphan));
        RunningApp second = start(app().withPath(shellOnly()));

        assertThat(second.awaitReady().getLong("pid")).isNotEqualTo(orphan);
        assertThat(Processes.isAlive(orphan)).isFalse();
        assertThat(second.log()).containsPattern("\\b" + orphan + "\\b");
        eventually().untilAsserted(() -> assertThat(second.sidecar().getList("events.type")).contains("OrphanReclaimed"));
    }

    @Test
    void theMonitorEndsWithATerminatedApp() throws Exception {
        // With nothing at hand that would end it with a killed app too.
        RunningApp app = start(app().withPath(shellOnly()));
        long monitor = app.awaitReady().getLong("pid");

        app.process().destroy();

        app.awaitEnd();
        assertThat(Processes.isAlive(monitor)).isFalse();
        assertThat(FreePort.isFree(port)).isTrue();
    }

    @Test
    void aStrangerOnThePortIsNamedAndLeftAlone() throws Exception {
        RunningApp app;
        try (ServerSocket stranger = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            app = start(app().with("quarkus.sidecar.agent-monitor.restart.delay", "100ms"));

            app.awaitState("FAILED");

            app.readiness().then().statusCode(503).body("status", is("DOWN"))
                    .body(data("reason"), is("PORT_CONFLICT"))
                    .body(data("message"), containsString(String.valueOf(ProcessHandle.current().pid())));
            assertThat(stranger.isClosed()).isFalse();
            assertThat(FreePort.isFree(port)).isFalse();
        }

        app.post("/api/sidecar/start");

        assertThat(app.awaitReady().getString("failure")).isNull();
    }

    @Test
    void aCommandThatDoesNotExistFailsAtOnceWithOneSentence() throws Exception {
        Path searched = shellOnly();
        RunningApp app = start(app().withPath(searched)
                .with("quarkus.sidecar.agent-monitor.command", "no-such-helper,--port,{port}"));

        JsonPath failed = app.awaitState("FAILED");

        assertThat(failed.getInt("launch")).isEqualTo(1);
        assertThat(failed.getInt("restarts")).isZero();
        assertThat(failed.getString("failure.reason")).isEqualTo("COMMAND_NOT_EXECUTABLE");
        assertThat(failed.getString("failure.message")).contains("no-such-helper", searched.toString());
        app.readiness().then().statusCode(503).body(data("reason"), is("COMMAND_NOT_EXECUTABLE"));
        eventually().untilAsserted(() -> assertThat(app.log()).contains("no-such-helper"));
        assertThat(app.log()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    private PackagedApp app() {
        return new PackagedApp(folder.resolve("state"), port);
    }

    private RunningApp start(PackagedApp app) throws IOException {
        RunningApp running = app.start();
        started.add(running);
        return running;
    }

    private void awaitGone(long pid) {
        eventually().until(() -> !Processes.isAlive(pid));
        assertThat(FreePort.isFree(port)).isTrue();
    }

    /** A folder with a shell, and nothing else that a launch could be protected with. */
    private Path shellOnly() throws IOException {
        Path programs = Files.createDirectories(Path.of("target", "shell-only").toAbsolutePath());
        for (String program : List.of("sh", "env", "kill")) {
            Path link = programs.resolve(program);
            Optional<Path> target = onPath(program);
            if (target.isPresent() && Files.notExists(link)) {
                Files.createSymbolicLink(link, target.get());
            }
        }
        return programs;
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(path -> Path.of(path, program))
                .filter(Files::isExecutable).findFirst();
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }

    private static String data(String key) {
        return "checks.find { it.name == 'Sidecars' }.data.'agent-monitor." + key + "'";
    }
}
