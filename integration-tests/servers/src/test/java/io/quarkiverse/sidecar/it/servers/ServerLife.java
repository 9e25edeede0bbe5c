package io.quarkiverse.sidecar.it.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.path.json.JsonPath;

/** What every server must survive as a sidecar, with all that it was given to keep. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ServerLife {

    // Not under target: the server may run as a user who cannot look into the folders of this build.
    @TempDir
    static Path folder;

    private Server server;
    private ServerApp app;

    abstract Server install(Path folder) throws Exception;

    ServerApp app() {
        return app;
    }

    Server server() {
        return server;
    }

    @BeforeAll
    void startTheApplication() throws Exception {
        assumeThat(Path.of("/proc/self/stat")).as("/proc, which shows the server's processes").exists();
        assumeThat(Commands.succeeds("bash", "-c", "exit 0")).as("bash, which asks the server whether it is well").isTrue();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        server = install(folder);
        app = start(server, "state", Map.of(), Optional.empty());
    }

    @AfterAll
    void endEveryProcess() {
        if (app != null) {
            app.close();
        }
    }

    @BeforeEach
    void startUnlessItIsUp() {
        app.post("start");
        app.awaitReady();
    }

    @Test
    void isOfUseAsSoonAsItIsReady() throws Exception {
        app.post("stop");
        app.awaitState("STOPPED");
        app.post("start");
        JsonPath ready = app.awaitReady();

        String kept = keep();

        assertThat(server.read(app.serverAddress(), kept)).isEqualTo(kept);
        assertThat(app.serverAddress()).contains("127.0.0.1:" + ready.getInt("port"));
        assertThat(ready.getInt("port")).isPositive();
    }

    @Test
    void isHealedAfterACrash() throws Exception {
        String kept = keep();
        JsonPath before = app.status();
        Family crashed = app.family();

        crashed.main().destroyForcibly();

        JsonPath after = app.awaitLaunchAfter(before);
        assertThat(after.getInt("lastExit.code")).isEqualTo(128 + 9);
        assertThat(server.read(app.serverAddress(), kept)).isEqualTo(kept);
        assertThat(crashed.living()).isEmpty();
    }

    @Test
    void isHealedWhenItHangs() throws Exception {
        String kept = keep();
        JsonPath before = app.status();
        Family hung = app.family();

        Family.freeze(hung.main());

        app.awaitLaunchAfter(before);
        assertThat(server.read(app.serverAddress(), kept)).isEqualTo(kept);
        assertThat(hung.living()).isEmpty();
    }

    @Test
    void endsInGoodOrder() throws Exception {
        String kept = keep();
        Family family = app.family();
        int before = app.log().length();

        app.post("stop");
        app.awaitState("STOPPED");

        assertThat(family.living()).isEmpty();
        await().untilAsserted(() -> assertThat(app.log().substring(before)).contains(server.farewell()));
        app.post("start");
        app.awaitReady();
        assertThat(server.read(app.serverAddress(), kept)).isEqualTo(kept);
        if (server.surprise() != null) {
            assertThat(app.log().substring(before)).doesNotContain(server.surprise());
        }
    }

    @Test
    void namesWhoHoldsItsPort() throws Exception {
        String kept = keep();
        app.post("stop");
        int port = app.awaitState("STOPPED").getInt("port");

        assertPortConflictWhileHeld("127.0.0.1", port);

        app.post("start");
        app.awaitReady();
        assertThat(server.read(app.serverAddress(), kept)).isEqualTo(kept);
    }

    @Test
    void outlivesAnApplicationThatIsKilledWithoutToolsAtHandAndIsReclaimedByTheNext() throws Exception {
        Server other = server.onNewData();
        ServerApp first = startByTcp(other, Optional.of(shellOnly()));
        Family orphans;
        String kept = UUID.randomUUID().toString();
        try (first) {
            assertThat(first.awaitReady().getList("protections", String.class))
                    .doesNotContain("PARENT_DEATH_SIGNAL", "GUARD", "SESSION");
            orphans = first.family();
            String address = first.serverAddress();
            other.write(address, kept, kept);

            first.kill();

            assertThat(other.read(address, kept)).as("it outlives its application").isEqualTo(kept);
            try (ServerApp second = startByTcp(other, Optional.empty())) {
                second.awaitReady();
                assertThat(orphans.living()).isEmpty();
                assertThat(second.log()).contains(
                        "Reclaimed sidecar '" + other.name() + "' of an earlier run, pid " + orphans.main().pid());
                assertThat(other.read(second.serverAddress(), kept)).isEqualTo(kept);
                assertEndsWith(second);
            }
        }
    }

    /** Also a server that changed its user, and with that lost its parent-death signal. */
    private static void assertEndsWith(ServerApp app) {
        assumeThat(app.status().getList("protections", String.class)).as("what ends a server with its application")
                .containsAnyOf("PARENT_DEATH_SIGNAL", "GUARD");
        Family family = app.family();

        app.kill();

        family.awaitEnd();
    }

    /** Has the server keep something. */
    String keep() throws Exception {
        String kept = UUID.randomUUID().toString();
        server.write(app.serverAddress(), kept, kept);
        return kept;
    }

    void assertPortConflictWhileHeld(String host, int port) throws IOException {
        try (ServerSocket stranger = new ServerSocket(port, 50, InetAddress.getByName(host))) {
            app.post("start");

            JsonPath failed = app.awaitState("FAILED");
            String holder = String.valueOf(ProcessHandle.current().pid());
            assertThat(failed.getString("failure.reason")).isEqualTo("PORT_CONFLICT");
            assertThat(failed.getString("failure.holder.pid")).isEqualTo(holder);
            assertThat(failed.getString("failure.message")).contains(String.valueOf(port), holder);
            assertThat(stranger.isClosed()).isFalse();
        }
    }

    /** In a place of its own, and asked for nothing more than a connection. */
    ServerApp startByTcp(Server other, Optional<Path> path) throws IOException {
        return start(other, "state-of-another", Map.of("quarkus.sidecar." + other.name() + ".health.command", ""), path);
    }

    static ServerApp start(Server server, String stateFolder, Map<String, String> more, Optional<Path> path)
            throws IOException {
        Map<String, String> configuration = new HashMap<>(server.configuration());
        List.of("redis", "postgres", "nginx").forEach(
                name -> configuration.put("quarkus.sidecar." + name + ".enabled", String.valueOf(name.equals(server.name()))));
        // They would hide whether the other protections hold.
        configuration.put("io.quarkiverse.sidecar.control-groups", "false");
        configuration.put("quarkus.sidecar.state-directory", folder.resolve(stateFolder).toString());
        String sidecar = "quarkus.sidecar." + server.name();
        configuration.put(sidecar + ".health.interval", "1s");
        configuration.put(sidecar + ".health.timeout", "1s");
        configuration.put(sidecar + ".health.failure-threshold", "2");
        configuration.put(sidecar + ".restart.delay", "100ms");
        configuration.put(sidecar + ".restart.max-attempts", "3");
        configuration.put(sidecar + ".stop.timeout", "3s");
        configuration.putAll(more);
        return ServerApp.start(server.name(), configuration, path);
    }

    /** A folder with a shell and what that needs to send signals, and nothing that a launch could be protected with. */
    private static Path shellOnly() throws IOException {
        Path programs = folder.resolve("shell-only");
        if (Files.notExists(programs)) {
            Files.createDirectory(programs);
            for (String program : List.of("sh", "kill")) {
                Files.createSymbolicLink(programs.resolve(program),
                        Path.of(Commands.run("sh", "-c", "for folder in $(echo \"$PATH\" | tr : ' '); do"
                                + " [ -x $folder/" + program + " ] && echo $folder/" + program + " && break; done")));
            }
        }
        return programs;
    }
}
