package io.quarkiverse.sidecar.runtime.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.SidecarFailure;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

/** Programs that try to be taken for ready when they are not, and strangers that answer in their place. */
@Timeout(120)
class ReadinessFalsePositiveTest {

    private static final String SERVE = """
            import http.server, socket, sys
            class Health(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    self.send_response(200); self.end_headers()
                def log_message(self, *ignored): pass
            class Server(http.server.ThreadingHTTPServer):
                request_queue_size = 1000
                address_family = socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET
            def serve():
                Server((sys.argv[1], int(sys.argv[2])), Health).serve_forever()
            """;
    private static final String SERVER = SERVE + "serve()\n";
    private static final String LIVES_ON = "while :; do sleep 0.05; done";

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    private OneSidecar web;

    @BeforeEach
    void setUp() {
        assumeThat(Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(it -> new File(it, "python3").canExecute())).as("python3 is on the PATH").isTrue();
        web = new OneSidecar(directory);
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void namesAStrangerThatTakesThePortBetweenItsExitAndItsNextLaunch() throws Exception {
        web.path = Optional.of("/");
        web.restartDelay = Duration.ofSeconds(5);
        web.maxAttempts = 2;
        launch("sh", "-c", "[ -e go ] || exit 1; exec python3 -c '" + SERVER + "' 127.0.0.1 " + web.port);
        await().until(() -> state() == SidecarState.BACKING_OFF);
        Process stranger = stranger("127.0.0.1");
        Files.createFile(directory.resolve("go"));
        await().atMost(Duration.ofSeconds(30)).until(() -> state() == SidecarState.FAILED);

        assertThat(failure().reason()).isEqualTo(FailureReason.PORT_CONFLICT);
        assertThat(failure().message()).contains("pid " + stranger.pid());
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void aStrangerOnTheProbedAddressIsNotTakenForOneOfOursOnAnotherFamily() throws Exception {
        web.path = Optional.of("/");
        web.maxAttempts = 0;
        launch("sh", "-c",
                "touch up; while [ ! -e go ]; do sleep 0.05; done; exec python3 -c '" + SERVER + "' ::1 " + web.port);
        await().until(() -> Files.exists(directory.resolve("up")));
        Process stranger = stranger("127.0.0.1");
        Files.createFile(directory.resolve("go"));
        await().until(() -> state() == SidecarState.FAILED);
        assertThat(failure().reason()).isEqualTo(FailureReason.PORT_CONFLICT);
        assertThat(failure().message()).contains("pid " + stranger.pid());
    }

    @Test
    void aStrangerOnAnotherFamilyIsInNobodysWay() throws Exception {
        web.path = Optional.of("/");
        stranger("::1");
        launch("python3", "-c", SERVER, "127.0.0.1", "" + web.port);
        await().until(() -> state() == SidecarState.READY);
    }

    /** As {@code while :; do nc -l PORT; done} does: whenever the answer has come nobody listens. */
    @Test
    void aStrangerThatNeverListensWhileItAnswersIsNotTakenForOurs() throws Exception {
        web.path = Optional.of("/");
        web.maxAttempts = 0;
        web.readyTimeout = Duration.ofSeconds(4);
        launch("sh", "-c", "touch up; " + LIVES_ON);
        await().until(() -> Files.exists(directory.resolve("up")));
        processes.start(python("""
                import socket, sys
                while True:
                    with socket.create_server((sys.argv[1], int(sys.argv[2]))) as server:
                        connection, peer = server.accept()
                    with connection:
                        connection.recv(1000)
                        connection.sendall(b"HTTP/1.1 200 OK\\r\\n\\r\\n")
                        connection.recv(1000)
                """, "127.0.0.1", "" + web.port));
        await().until(() -> state() == SidecarState.FAILED || state() == SidecarState.READY);
        assertThat(state()).isEqualTo(SidecarState.FAILED);
        assertThat(failure().reason()).isEqualTo(FailureReason.PORT_CONFLICT);
    }

    /** As with {@code docker run}: the listener is somebody else's by design. */
    @Test
    void aStrangersAnswerCountsWhereNobodyAsksWhoseItIs() throws Exception {
        web.path = Optional.of("/");
        web.proofWanted = false;
        launch("sh", "-c", "touch up; " + LIVES_ON);
        await().until(() -> Files.exists(directory.resolve("up")));
        stranger("127.0.0.1");
        await().until(() -> state() == SidecarState.READY);
        assertThat(web.status().protections()).doesNotContain(Protection.VERIFIED_LISTENER);
    }

    /** It has no parent of ours and another session, but the launch's token. */
    @Test
    void aDaemonThatListensForItsMainProcessIsProved() throws Exception {
        web.path = Optional.of("/");
        web.stableAfter = Duration.ofHours(1);
        launch("python3", "-c", SERVE + """
                import os, time
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0:
                        serve()
                    os._exit(0)
                time.sleep(1000)
                """, "127.0.0.1", "" + web.port);
        await().until(() -> state() == SidecarState.READY);
        assertThat(web.status().protections()).contains(Protection.VERIFIED_LISTENER);
    }

    @Test
    void aHealthCommandThatAStrangerAnswersIsNoProof() throws Exception {
        web.healthCommand = List.of("python3", "-c",
                "import socket; socket.create_connection(('127.0.0.1', " + web.port + "))");
        // On a busy machine Python alone takes a second to start.
        web.healthTimeout = Duration.ofSeconds(10);
        web.maxAttempts = 0;
        launch("sh", "-c", "touch up; " + LIVES_ON);
        await().until(() -> Files.exists(directory.resolve("up")));
        Process stranger = stranger("127.0.0.1");
        await().until(() -> state() == SidecarState.FAILED);
        assertThat(failure().reason()).isEqualTo(FailureReason.PORT_CONFLICT);
        assertThat(failure().message()).contains("pid " + stranger.pid());
    }

    @Test
    void oneThatClosesItsSocketIsUnhealthyThoughItLives() throws Exception {
        web.maxAttempts = 0;
        launch("python3", "-c", """
                import socket, sys, time
                server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
                print("up", flush=True)
                server.accept()
                import os
                while not os.path.exists("go"):
                    time.sleep(0.05)
                server.close()
                time.sleep(1000)
                """, "" + web.port);
        await().until(() -> state() == SidecarState.READY);
        Files.createFile(directory.resolve("go"));
        await().until(() -> state() == SidecarState.FAILED);
        assertThat(failure().reason()).isEqualTo(FailureReason.UNHEALTHY);
        assertThat(failure().message()).contains("connection refused");
    }

    @Test
    void oneThatGoesIntoTheBackgroundIsNotReadyAndLeavesNothing() throws Exception {
        web.path = Optional.of("/");
        web.maxAttempts = 0;
        launch("python3", "-c", SERVE + """
                import os
                if os.fork():
                    sys.exit(0)
                os.setsid()
                open("daemon.pid", "w").write(str(os.getpid()) + "\\n")
                serve()
                """, "127.0.0.1", "" + web.port);
        await().until(() -> state() == SidecarState.FAILED);
        assertThat(failure().message()).contains("exit 0", "stay in the foreground");
        Path pid = directory.resolve("daemon.pid");
        if (Files.exists(pid)) {
            assertThat(ProcessTable.ofThisMachine().find(Long.parseLong(Files.readString(pid).strip()))
                    .filter(it -> !it.zombie())).isEmpty();
        }
    }

    @Test
    void oneThatIsStoppedBeforeItIsReadyIsEnded() throws Exception {
        web.path = Optional.of("/");
        web.maxAttempts = 0;
        web.readyTimeout = Duration.ofSeconds(2);
        launch("sh", "-c", "echo $$ > pid; kill -STOP $$; " + LIVES_ON);
        await().until(() -> state() == SidecarState.FAILED);
        assertThat(failure().reason()).isEqualTo(FailureReason.READY_TIMEOUT);
        assertThat(web.status().pid()).isEmpty();
    }

    /** With the change the kernel drops the signal. */
    @Test
    void theParentDeathSignalIsNotClaimedForOneThatHasChangedItsUser() throws Exception {
        assumeThat(System.getProperty("user.name")).as("only root may become somebody else").isEqualTo("root");
        assumeThat(Files.isExecutable(Path.of("/usr/bin/setpriv")) && Files.isExecutable(Path.of("/usr/bin/python3")))
                .as("the tools are where another user finds them").isTrue();
        web.path = Optional.of("/");
        web.stableAfter = Duration.ofMillis(1);
        launch("/usr/bin/setpriv", "--reuid=65534", "--clear-groups", "/usr/bin/python3", "-c", SERVER, "127.0.0.1",
                "" + web.port);
        await().until(() -> state() == SidecarState.READY);
        assertThat(web.status().protections()).doesNotContain(Protection.PARENT_DEATH_SIGNAL).contains(Protection.RECORD);
    }

    /** The kernel goes on to take connections for it. */
    @ParameterizedTest
    @ValueSource(strings = { "", "/" })
    void oneThatIsStoppedIsUnhealthyThoughItsPortTakesConnections(String path) throws Exception {
        web.path = Optional.of(path).filter(it -> !it.isEmpty());
        web.maxAttempts = 0;
        launch("python3", "-c", SERVER, "127.0.0.1", "" + web.port);
        await().until(() -> state() == SidecarState.READY);
        processes.bystander("kill", "-STOP", "" + web.status().pid().orElseThrow());
        await().atMost(Duration.ofSeconds(15)).until(() -> state() == SidecarState.FAILED);
        assertThat(failure().reason()).isEqualTo(FailureReason.UNHEALTHY);
    }

    @Test
    void aFloodOfOutputHoldsUpNeitherReadinessNorItsEnd() throws Exception {
        web.path = Optional.of("/");
        web.logPattern = Optional.of("listening");
        launch("sh", "-c", "yes & yes >&2 & echo listening; exec python3 -c '" + SERVER + "' 127.0.0.1 " + web.port);
        await().atMost(Duration.ofSeconds(30)).until(() -> state() == SidecarState.READY);
        assertThat(web.status().outputTail()).hasSizeLessThanOrEqualTo(10);
        web.supervisor().stop().join();
        assertThat(state()).isEqualTo(SidecarState.STOPPED);
    }

    @Test
    void anExitCodeOfShellsIsAnExitCodeLikeAnother() throws Exception {
        launch("sh", "-c", "exit 127");
        await().until(() -> state() == SidecarState.FAILED);
        assertThat(failure().reason()).isEqualTo(FailureReason.RESTARTS_EXHAUSTED);
        assertThat(failure().message()).contains("exit 127");
        assertThat(web.status().launch()).isEqualTo(2);
    }

    @Test
    void namesTheHolderOfThePortThatItCouldNotHaveThoughItIsNotItsDeclaredOne() throws Exception {
        OneSidecar other = new OneSidecar(directory.resolve("other"));
        Process stranger = processes.start(python(SERVER, "127.0.0.1", "" + other.port));
        awaitListener(other.port);
        launch("sh", "-c", "echo 'Error: listen EADDRINUSE: address already in use :::" + other.port + "' >&2; exit 1");
        other.close();
        await().until(() -> state() == SidecarState.FAILED);
        assertThat(failure().reason()).isEqualTo(FailureReason.PORT_CONFLICT);
        assertThat(failure().message()).contains("Port " + other.port, "pid " + stranger.pid()).doesNotContain("" + web.port);
    }

    @Test
    void knowsAPortConflictAlsoOfASidecarWithoutADeclaredPort() throws Exception {
        web.declaredPort = OptionalInt.empty();
        web.logPattern = Optional.of("never");
        launch("sh", "-c", "echo 'OSError: [Errno 98] Address already in use' >&2; exit 1");
        await().until(() -> state() == SidecarState.FAILED);
        assertThat(failure().reason()).isEqualTo(FailureReason.PORT_CONFLICT);
        assertThat(failure().message()).contains("[Errno 98] Address already in use");
    }

    private Process stranger(String address) throws IOException {
        Process stranger = processes.start(python(SERVER, address, "" + web.port));
        awaitListener(web.port);
        return stranger;
    }

    private static void awaitListener(int port) {
        await().until(() -> {
            for (String address : List.of("127.0.0.1", "::1")) {
                try (Socket socket = new Socket(address, port)) {
                    return true;
                } catch (IOException notYet) {
                    // the other address
                }
            }
            return false;
        });
    }

    private static ProcessBuilder python(String script, String... arguments) {
        return new ProcessBuilder(Stream.concat(Stream.of("python3", "-c", script), Stream.of(arguments)).toList())
                .redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    }

    private void launch(String... command) throws IOException {
        web.launch(command);
    }

    private SidecarState state() {
        return web.status().state();
    }

    private SidecarFailure failure() {
        return web.status().failure().orElseThrow();
    }
}
