package io.quarkiverse.sidecar.it.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class AgentMonitorTest {

    private final List<MonitorProcess> launched = new ArrayList<>();

    @AfterEach
    void endEveryProcess() {
        launched.forEach(MonitorProcess::close);
    }

    @Test
    void tellsWhereItListensAndHowItIs() throws Exception {
        int port = FreePort.find();
        MonitorProcess monitor = listening(MonitorProcess.withPort(port));

        JsonNode health = json(monitor.get("/api/health"), 200);

        assertThat(health.get("status").asText()).isEqualTo("UP");
        assertThat(health.get("pid").asLong()).isEqualTo(monitor.pid());
        assertThat(health.get("events").asInt()).isZero();
        String line = "agent-monitor listens on http://127.0.0.1:" + port + " (pid " + monitor.pid() + ")\n";
        await().untilAsserted(() -> assertThat(monitor.output()).isEqualTo(line));
    }

    @Test
    void takesItsPortFromTheFirstArgumentToo() throws Exception {
        MonitorProcess monitor = listening(MonitorProcess.withArgument(FreePort.find()));

        assertThat(monitor.get("/api/health").statusCode()).isEqualTo(200);
    }

    @Test
    void givesBackWhatWasPosted() throws Exception {
        MonitorProcess monitor = listening(MonitorProcess.withPort(FreePort.find()));
        Instant before = Instant.now();

        assertThat(json(monitor.post("/api/events", "{\"agent\":\"ada\"}"), 201).get("number").asInt()).isEqualTo(1);
        monitor.post("/api/events", "two\nlines with \"quotes\" and 🦆");

        JsonNode events = json(monitor.get("/api/events"), 200);
        assertThat(events).hasSize(2);
        assertThat(events.get(0).get("body").asText()).isEqualTo("{\"agent\":\"ada\"}");
        assertThat(Instant.parse(events.get(0).get("at").asText())).isBetween(before, Instant.now());
        assertThat(events.get(1).get("number").asInt()).isEqualTo(2);
        assertThat(events.get(1).get("body").asText()).isEqualTo("two\nlines with \"quotes\" and 🦆");
        assertThat(json(monitor.get("/api/health"), 200).get("events").asInt()).isEqualTo(2);
        assertThat(monitor.output().lines()).anyMatch(line -> line.startsWith("event 2: \"two\\nlines"));
    }

    @Test
    void keepsTheLast200Events() throws Exception {
        MonitorProcess monitor = listening(MonitorProcess.withPort(FreePort.find()));
        for (int number = 1; number <= 203; number++) {
            monitor.post("/api/events", "event " + number);
        }

        JsonNode events = json(monitor.get("/api/events"), 200);

        assertThat(events).hasSize(200);
        assertThat(events.get(0).get("body").asText()).isEqualTo("event 4");
        assertThat(events.get(199).get("number").asInt()).isEqualTo(203);
    }

    @Test
    void refusesWhatIsTooLargeOrEmpty() throws Exception {
        MonitorProcess monitor = listening(MonitorProcess.withPort(FreePort.find()));

        json(monitor.post("/api/events", "x".repeat(16 * 1024)), 201);
        json(monitor.post("/api/events", "x".repeat(16 * 1024 + 1)), 413);
        json(monitor.post("/api/events", " "), 400);

        assertThat(json(monitor.get("/api/events"), 200)).hasSize(1);
    }

    @Test
    void servesAPageForPeopleAndSaysWhatItDoesNotKnow() throws Exception {
        MonitorProcess monitor = listening(MonitorProcess.withPort(FreePort.find()));

        HttpResponse<String> page = monitor.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body()).contains("<title>Agent monitor</title>").contains("prefers-color-scheme: dark");
        json(monitor.get("/api/healthy"), 404);
        json(monitor.post("/api/health", ""), 405);
        json(monitor.post("/api/switches/crash?code=256", ""), 400);
    }

    @Test
    void crashesWithTheCodeThatWasAskedForOnceItHasAnswered() throws Exception {
        MonitorProcess monitor = listening(MonitorProcess.withPort(FreePort.find()));

        json(monitor.post("/api/switches/crash?code=42", ""), 202);

        await().until(() -> !monitor.process().isAlive());
        assertThat(monitor.process().exitValue()).isEqualTo(42);
    }

    @Test
    void acceptsButNeverAnswersOnceItHangs() throws Exception {
        int port = FreePort.find();
        MonitorProcess monitor = listening(MonitorProcess.withPort(port));

        json(monitor.post("/api/switches/hang", ""), 202);

        assertThatThrownBy(() -> monitor.get("/api/health")).isInstanceOf(HttpTimeoutException.class);
        try (Socket connection = new Socket("127.0.0.1", port)) {
            assertThat(connection.isConnected()).isTrue();
        }
        assertThat(monitor.process().isAlive()).isTrue();
    }

    @Test
    void answersHealthSlowlyUntilItIsSwitchedOff() throws Exception {
        MonitorProcess monitor = listening(MonitorProcess.withPort(FreePort.find()));

        json(monitor.post("/api/switches/slow?millis=600000", ""), 202);
        assertThatThrownBy(() -> monitor.get("/api/health")).isInstanceOf(HttpTimeoutException.class);
        json(monitor.get("/api/events"), 200);
        json(monitor.post("/api/switches/slow?millis=0", ""), 202);

        json(monitor.get("/api/health"), 200);
    }

    @Test
    void namesTheErrorWhenItsPortIsTaken() throws Exception {
        int port = FreePort.find();
        listening(MonitorProcess.withPort(port));

        MonitorProcess second = launch(MonitorProcess.withPort(port));

        assertThat(second.process().waitFor()).isEqualTo(1);
        assertThat(second.output().lines()).singleElement().asString().contains("127.0.0.1:" + port, "EADDRINUSE",
                "Address already in use");
    }

    @Test
    void refusesWhatIsNotAPort() throws Exception {
        MonitorProcess monitor = launch(MonitorProcess.withPortText("http"));

        assertThat(monitor.process().waitFor()).isEqualTo(2);
        assertThat(monitor.output().lines()).singleElement().asString().contains("'http'", "PORT");
    }

    @Test
    void obeysATerminationSignal() throws Exception {
        MonitorProcess monitor = listening(MonitorProcess.withPort(FreePort.find()));

        monitor.process().destroy();

        await().until(() -> !monitor.process().isAlive());
        assertThat(monitor.process().exitValue()).isEqualTo(128 + 15);
    }

    private MonitorProcess launch(MonitorProcess monitor) {
        launched.add(monitor);
        return monitor;
    }

    private MonitorProcess listening(MonitorProcess monitor) {
        launch(monitor);
        await().atMost(Duration.ofSeconds(30)).ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> monitor.get("/api/health").statusCode() == 200);
        return monitor;
    }

    private static JsonNode json(HttpResponse<String> response, int status) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        return new ObjectMapper().readTree(response.body());
    }
}
