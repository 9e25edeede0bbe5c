package io.quarkiverse.sidecar.deployment.test.devui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.sidecar.deployment.test.Helper;
import io.quarkus.devui.tests.DevUIJsonRPCTest;
import io.quarkus.test.QuarkusDevModeTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What the Dev UI's page calls, in an application in dev mode. */
class SidecarJsonRpcTest {

    static final Duration LONG = Duration.ofSeconds(30);
    static final int PORT = Helper.freePort();
    static final int HELPER_PORT = Helper.freePort();

    /** Writes to both streams, and tells its secret. */
    static final String TALKER = "sh,-c,echo hello; echo oops >&2; echo my key is $API_KEY; while :; do sleep 1; done";

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addAsResource(new StringAsset(String.join("\n",
                    "quarkus.http.port=" + PORT,
                    "quarkus.sidecar.state-directory="
                            + Path.of("target", "dev-ui", UUID.randomUUID().toString()).toAbsolutePath(),
                    "quarkus.sidecar.helper.command=" + Helper.command(),
                    "quarkus.sidecar.helper.port=" + HELPER_PORT,
                    "quarkus.sidecar.helper.restart.stable-after=10m",
                    "quarkus.sidecar.talker.command=" + TALKER.replace("$", "$$"),
                    "quarkus.sidecar.talker.environment.API_KEY=s3cr3t-of-the-talker",
                    "quarkus.sidecar.talker.restart.stable-after=100ms",
                    "quarkus.sidecar.doomed.command=no-such-program,--password=hunter2",
                    "quarkus.sidecar.doomed.required=false",
                    "quarkus.sidecar.off.command=sleep,1000",
                    "quarkus.sidecar.off.enabled=false")), "application.properties"));

    DevUi devUi;

    @BeforeEach
    void connect() {
        devUi = new DevUi(PORT);
    }

    @AfterEach
    void disconnect() {
        devUi.close();
    }

    @Test
    void listsEverySidecarAndSaysWhatCannotBeDone() throws Exception {
        await().atMost(LONG).until(() -> is("helper", "READY") && is("talker", "READY") && is("doomed", "FAILED"));

        JsonObject helper = sidecar("helper");
        assertThat(helper.getInteger("port")).isEqualTo(HELPER_PORT);
        assertThat(helper.getString("uri")).isEqualTo("http://127.0.0.1:" + HELPER_PORT);
        assertThat(helper.getInteger("launch")).isEqualTo(1);
        assertThat(ProcessHandle.of(helper.getLong("pid"))).isPresent();
        assertThat(helper.getLong("launchedAt")).isLessThanOrEqualTo(helper.getLong("readySince"));
        assertThat(texts(helper)).anyMatch(text -> text.startsWith("Launched: pid " + helper.getLong("pid")))
                .anyMatch(text -> text.startsWith("Ready after"));

        JsonObject doomed = sidecar("doomed");
        assertThat(doomed.getJsonArray("command")).containsExactly("no-such-program", "--password=***");
        assertThat(doomed.getJsonObject("failure").getString("reason")).isEqualTo("COMMAND_NOT_EXECUTABLE");
        assertThat(doomed.getJsonObject("failure").getString("message")).contains("no-such-program");
        assertThat(doomed.getJsonObject("failure").getString("remedy")).contains("quarkus.sidecar.doomed.command");
        assertThat(doomed.containsKey("pid")).isFalse();

        assertThat(sidecar("off").getString("disabledBy")).isEqualTo("quarkus.sidecar.off.enabled");

        JsonNode names = new DevUIJsonRPCTest("quarkus-sidecar", "http://localhost:" + PORT + "/").executeJsonRPCMethod("list");
        assertThat(names.findValuesAsText("name")).containsExactly("doomed", "helper", "off", "talker");

        // What cannot be done is told.
        for (String command : List.of("start", "stop", "restart", "kill")) {
            assertThat(devUi.command(command, "hepler").getString("message")).contains("No sidecar 'hepler' is declared",
                    "quarkus.sidecar.hepler.command", "helper");
        }
        List<Object> updates = devUi.stream("streamOutput", new JsonObject().put("viewer", "v").put("sidecar", "hepler"));
        await().atMost(LONG).until(() -> !updates.isEmpty());
        assertThat(((JsonObject) updates.get(0)).getString("message")).contains("No sidecar 'hepler' is declared");
        assertThat(devUi.command("kill", "off").getString("message")).contains("no process");
        assertThat(devUi.command("start", "off").getString("message")).contains("quarkus.sidecar.off.enabled=false");
    }

    @Test
    void streamsWhatItWritesWithoutItsSecrets() throws Exception {
        List<Object> updates = devUi.watch("streamOutput", new JsonObject().put("viewer", "v").put("sidecar", "talker"));

        await().atMost(LONG).until(() -> lines(updates).size() >= 3);
        assertThat(lines(updates)).extracting(line -> line.getString("stream") + " " + line.getString("text"))
                .containsExactlyInAnyOrder("STDOUT hello", "STDERR oops", "STDOUT my key is ***");

        devUi.command("restart", "talker");
        await().atMost(LONG).until(() -> lines(updates).size() >= 6);
        assertThat(lines(updates)).extracting(line -> line.getInteger("number")).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void obeysAndTellsEveryStepToThoseWhoLook() throws Exception {
        await().atMost(LONG).until(() -> is("talker", "READY") && is("helper", "READY"));
        List<Object> updates = devUi.watch("streamSidecars", new JsonObject().put("viewer", "looking"));
        List<Object> blind = devUi.stream("streamSidecars", new JsonObject().put("viewer", "blind"));
        // Calls are answered by several threads, so one that was sent later can be carried out first.
        await().atMost(LONG).until(() -> !updates.isEmpty() && !blind.isEmpty());

        assertThat(devUi.command("stop", "talker").getBoolean("success")).isTrue();
        await().atMost(LONG).until(() -> states(updates, "talker").contains("STOPPED"));
        assertThat(states(updates, "talker")).contains("READY", "STOPPED");
        assertThat(blind).hasSize(1);
        devUi.seen("blind");
        await().atMost(LONG).until(() -> blind.size() == 2);
        assertThat(states(blind, "talker")).last().isEqualTo("STOPPED");

        devUi.command("start", "talker");
        await().atMost(LONG).until(() -> is("talker", "READY"));
        assertThat(sidecar("talker").getInteger("launch")).isEqualTo(2);

        devUi.command("restart", "talker");
        await().atMost(LONG).until(() -> is("talker", "READY") && sidecar("talker").getInteger("launch") == 3);
    }

    @Test
    void killsTheProcessAndTellsWhenItComesBack() throws Exception {
        await().atMost(LONG).until(() -> is("helper", "READY"));
        long first = sidecar("helper").getLong("pid");
        List<Object> updates = devUi.watch("streamSidecars", new JsonObject().put("viewer", "v"));
        await().atMost(LONG).until(() -> !updates.isEmpty());

        assertThat(devUi.command("kill", "helper").getBoolean("success")).isTrue();
        await().atMost(LONG).until(() -> is("helper", "READY") && sidecar("helper").getLong("pid") != first);
        assertThat(texts(sidecar("helper"))).contains("Ended by itself: SIGKILL").anyMatch(text -> text.startsWith("Restart "));

        // It had not been stable: it waits, and says until when.
        assertThat(views(updates, "helper")).anyMatch(view -> view.containsKey("nextLaunchAt"));
    }

    private boolean is(String name, String state) throws Exception {
        return state.equals(sidecar(name).getString("state"));
    }

    private JsonObject sidecar(String name) throws Exception {
        return find((JsonArray) devUi.call("list", new JsonObject()), name);
    }

    private static JsonObject find(JsonArray sidecars, String name) {
        return sidecars.stream().map(JsonObject.class::cast).filter(it -> name.equals(it.getString("name"))).findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> views(List<Object> updates, String name) {
        return updates.stream().map(update -> find(((JsonObject) update).getJsonArray("sidecars"), name)).toList();
    }

    private static List<String> states(List<Object> updates, String name) {
        return views(updates, name).stream().map(view -> view.getString("state")).toList();
    }

    private static List<String> texts(JsonObject sidecar) {
        return sidecar.getJsonArray("events").stream().map(event -> ((JsonObject) event).getString("text")).toList();
    }

    private static List<JsonObject> lines(List<Object> updates) {
        return updates.stream().flatMap(update -> ((JsonObject) update).getJsonArray("lines").stream())
                .map(JsonObject.class::cast).toList();
    }
}
