package io.quarkiverse.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.it.monitor.FreePort;
import io.restassured.path.json.JsonPath;

/** The packaged application where a container engine would run it. */
class ContainerIT {

    private static final Duration LONG = Duration.ofMinutes(1);

    private ContainedApp app;

    @AfterEach
    void endEveryProcess() {
        if (app != null) {
            app.close();
        }
    }

    @Test
    void asProcessOneItSaysOnceWhatThatMeansAndEndsEverythingWhenItIsTerminated() throws Exception {
        Path folder = Container.folder();
        app = new Container().start(app(folder).with("quarkus.sidecar.family.command", family(folder))
                .with("quarkus.sidecar.family.restart.stable-after", "300ms"));
        app.awaitReady();
        app.post("/api/sidecar/restart");
        await().atMost(LONG).until(() -> app.sidecar().getInt("launch") == 2 && "READY".equals(app.sidecar().get("state")));
        List<ProcessHandle> all = app.processes();
        assertThat(all).as("the application, the monitor, the guard, the family").hasSizeGreaterThanOrEqualTo(5);

        assertThat(app.terminate()).as("TERM").isEqualTo(143);

        assertThat(all).noneMatch(process -> Processes.isAlive(process.pid()));
        assertThat(app.told("is process 1 of its container")).isOne();
        assertThat(app.log()).contains("Sidecar 'family' is stopped", "Sidecar 'agent-monitor' is stopped", "stopped in");
        assertThat(folder.resolve("main-was-asked")).exists();
        assertThat(folder.resolve("daemon-was-asked")).exists();
    }

    @Test
    void anUnknownUserOnAReadOnlyFileSystemKeepsItsStateInTheTemporaryFolder() throws Exception {
        for (String home : List.of("HOME=/", "HOME=/root", "-uHOME")) {
            Path temporary = Container.folder();
            app = new Container().readOnly(temporary.toString()).withUnknownUser().with("env", home)
                    .start(app().with("java.io.tmpdir", temporary.toString()));

            assertThat(app.awaitReady().getList("protections")).as(home).contains("RECORD", "GATE");

            assertThat(app.log()).as(home).containsOnlyOnce("Keeping the state of sidecars in")
                    .contains("Keeping the state of sidecars in " + temporary + "/quarkus-sidecar-" + Container.USER)
                    .doesNotContain("ERROR");
            assertThat(app.terminate()).isEqualTo(143);
        }
    }

    @Test
    void aHomeThatCannotBeWrittenIsNamedWithTheFolderThatTakesItsPlace() throws Exception {
        Path temporary = Container.folder();
        Path home = Container.folder();
        app = new Container().readOnly(temporary.toString()).withUnknownUser().start(
                app().with("user.home", home.toString()).with("java.io.tmpdir", temporary.toString()));

        assertThat(app.awaitReady().getList("protections")).contains("RECORD", "GATE");

        assertThat(app.log()).containsOnlyOnce("Keeping the state of sidecars in " + temporary)
                .contains("and not in " + home + "/.local/state/quarkus-sidecar (");
    }

    @Test
    void withoutAnyFolderThatCanBeWrittenItRunsAndSaysOnceWhatIsLost() throws Exception {
        app = new Container().readOnly("").withUnknownUser().with("env", "HOME=/").start(app()
                // Vert.x wants a folder for its cache, or to be told that it needs none.
                .with("quarkus.vertx.caching", "false").with("quarkus.vertx.classpath-resolving", "false"));
        JsonPath first = app.awaitReady();

        assertThat(first.getList("protections")).doesNotContain("RECORD", "GATE").contains("SESSION", "VERIFIED_LISTENER");
        app.post("/api/sidecar/restart");
        await().atMost(LONG).until(() -> app.sidecar().getInt("launch") == 2 && "READY".equals(app.sidecar().get("state")));

        assertThat(app.terminate()).isEqualTo(143);
        assertThat(app.told("is not reclaimed")).isOne();
        assertThat(app.told("WARN")).as(app.log()).isOne();
    }

    @Test
    void anImageWithNothingButAShellIsDegradedAndReady() throws Exception {
        Path temporary = Container.folder();
        Path programs = Container.folder();
        for (String program : List.of("sh", "env")) {
            Files.createSymbolicLink(programs.resolve(program), onPath(program).toRealPath());
        }
        app = new Container().readOnly(temporary.toString()).withUnknownUser().with("env", "PATH=" + programs)
                .start(app().with("java.io.tmpdir", temporary.toString()));

        assertThat(app.awaitReady().getList("protections", String.class)).containsExactlyInAnyOrder("RECORD", "GATE",
                "VERIFIED_LISTENER");

        assertThat(app.told("No usable 'setsid' on the PATH")).isOne();
        assertThat(app.told("No 'setpriv' with --pdeathsig on the PATH, and no guard")).isOne();
        assertThat(app.terminate()).isEqualTo(143);
    }

    /**
     * A main process, and a daemon that it has started in a session of its own and handed to process 1. Both tell that they
     * were
     * asked to end: the kernel kills without asking when process 1 is gone.
     */
    private static String family(Path folder) {
        return """
                sh,-c,(setsid sh -c 'trap "touch %1$s/daemon-was-asked; exit" TERM; while :; do sleep 0.1; done' &) ; \
                trap 'touch %1$s/main-was-asked; exit' TERM; while :; do sleep 0.1; done""".formatted(folder);
    }

    private static PackagedApp app(Path state) {
        return new PackagedApp(state, FreePort.find());
    }

    private static PackagedApp app() {
        return app(Path.of("")).without("quarkus.sidecar.state-directory");
    }

    private static Path onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(path -> Path.of(path, program))
                .filter(Files::isExecutable).findFirst().orElseThrow();
    }
}
