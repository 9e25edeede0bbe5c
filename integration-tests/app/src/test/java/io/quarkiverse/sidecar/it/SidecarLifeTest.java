package io.quarkiverse.sidecar.it;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.it.monitor.FreePort;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;

/** The demonstration, from outside: all that a user can see and do. */
@QuarkusTest
class SidecarLifeTest {

    @BeforeEach
    void startUnlessItIsUp() {
        post("/api/sidecar/start").then().statusCode(202);
        eventually().until(this::ready);
    }

    @Test
    void showsTheRunningSidecarAsItIs() {
        JsonPath sidecar = sidecar();

        assertThat(sidecar.getString("name")).isEqualTo("agent-monitor");
        assertThat(sidecar.getInt("launch")).isPositive();
        assertThat(sidecar.getString("readySince")).isNotNull();
        assertThat(sidecar.getString("failure")).isNull();
        assertThat(URI.create(sidecar.getString("uri")).getPort()).isEqualTo(sidecar.getInt("port"));
        assertThat(Processes.isAlive(sidecar.getLong("pid"))).isTrue();
        get(sidecar.getString("uri") + "/api/health").then().statusCode(200).body("pid", is(sidecar.getInt("pid")));
    }

    @Test
    void readinessNamesTheSidecarWithNumbers() {
        JsonPath sidecar = sidecar();

        get("/q/health/ready").then().statusCode(200)
                .body("status", is("UP"))
                .body("checks.name", hasItem("Sidecars"))
                .body(data("state"), is("READY"))
                .body(data("pid"), instanceOf(Number.class))
                .body(data("pid"), is(sidecar.getInt("pid")))
                .body(data("launch"), is(sidecar.getInt("launch")))
                .body(data("port"), is(sidecar.getInt("port")));
    }

    @Test
    void anEventThatWasSentComesBack() {
        String text = "a \"quoted\" event, " + System.nanoTime();

        given().contentType(ContentType.TEXT).body(text).post("/api/events").then().statusCode(201);
        given().contentType(ContentType.JSON).body("{\"n\":1}").post("/api/events").then().statusCode(201);

        get("/api/events").then().statusCode(200).body("body", hasItem(text)).body("body", hasItem("{\"n\":1}"));
    }

    @Test
    void servesThePage() {
        get("/").then().statusCode(200).contentType(ContentType.HTML);
    }

    @Test
    void isLaunchedAnewAfterACrash() {
        JsonPath before = sidecar();

        post("/api/sidecar/crash?code=42").then().statusCode(202);

        JsonPath after = awaitLaunchAfter(before);
        assertThat(after.getString("lastExit")).isEqualTo("exit 42");
        assertThat(after.getInt("restarts")).isGreaterThan(before.getInt("restarts"));
        get("/q/health/ready").then().statusCode(200).body(data("state"), is("READY"));
        eventually().untilAsserted(() -> assertThat(eventsSinceReady(before)).containsExactly("SidecarReady",
                "SidecarLaunched", "SidecarRestartScheduled", "SidecarExited"));
    }

    @Test
    void isLaunchedAnewWhenItAnswersNoMore() {
        JsonPath before = sidecar();

        post("/api/sidecar/hang").then().statusCode(202);

        awaitLaunchAfter(before);
        eventually().untilAsserted(() -> assertThat(eventsSinceReady(before)).contains("SidecarUnhealthy",
                "SidecarRestartScheduled", "SidecarLaunched"));
        get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void toleratesASlowAnswer() {
        JsonPath before = sidecar();

        post("/api/sidecar/slow?millis=300").then().statusCode(202);
        get(before.getString("uri") + "/api/health").then().statusCode(200);

        assertThat(sidecar().getInt("pid")).isEqualTo(before.getInt("pid"));
        post("/api/sidecar/slow?millis=0").then().statusCode(202);
    }

    @Test
    void isDownFromStopToStart() {
        JsonPath before = sidecar();

        post("/api/sidecar/stop").then().statusCode(202);

        eventually().until(() -> "STOPPED".equals(sidecar().getString("state")));
        get("/q/health/ready").then().statusCode(503).body("status", is("DOWN")).body(data("state"), is("STOPPED"));
        assertThat(Processes.isAlive(before.getLong("pid"))).isFalse();
        assertThat(FreePort.isFree(before.getInt("port"))).isTrue();
        given().contentType(ContentType.TEXT).body("lost").post("/api/events").then().statusCode(503)
                .body("error", is("agent-monitor is STOPPED"));

        post("/api/sidecar/start").then().statusCode(202);

        awaitLaunchAfter(before);
        eventually().untilAsserted(() -> assertThat(eventsSinceReady(before)).contains("SidecarStopped"));
        get("/q/health/ready").then().statusCode(200).body("status", is("UP"));
    }

    @Test
    void isAnotherProcessAfterARestart() {
        JsonPath before = sidecar();

        post("/api/sidecar/restart").then().statusCode(202);

        awaitLaunchAfter(before);
    }

    private JsonPath awaitLaunchAfter(JsonPath before) {
        eventually().until(() -> ready() && sidecar().getInt("launch") > before.getInt("launch"));
        JsonPath after = sidecar();
        assertThat(after.getInt("pid")).isNotEqualTo(before.getInt("pid"));
        return after;
    }

    private boolean ready() {
        return "READY".equals(sidecar().getString("state"));
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(100));
    }

    private static JsonPath sidecar() {
        return get("/api/sidecar").then().statusCode(200).extract().jsonPath();
    }

    /** The types of what was reported after that launch had become ready, newest first. */
    private static List<String> eventsSinceReady(JsonPath launch) {
        List<Map<String, Object>> events = sidecar().getList("events");
        return events.stream()
                .takeWhile(event -> !(event.get("type").equals("SidecarReady")
                        && event.get("launch").equals(launch.getInt("launch"))))
                .map(event -> (String) event.get("type")).toList();
    }

    private static String data(String key) {
        return "checks.find { it.name == 'Sidecars' }.data.'agent-monitor." + key + "'";
    }
}
