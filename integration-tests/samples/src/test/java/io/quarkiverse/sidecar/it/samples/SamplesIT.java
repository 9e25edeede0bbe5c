package io.quarkiverse.sidecar.it.samples;

import static io.restassured.RestAssured.given;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.http.ContentType;

/**
 * Every sample of the documentation, run as the page says: it becomes ready, does what it is for, and ends with the
 * application.
 */
@Timeout(180)
class SamplesIT {

    private static final Map<String, String> WITHOUT_QUOTES = Map.of("quarkus.sidecar.quotes.enabled", "false");

    private SampleApp app;

    @AfterEach
    void endWithTheApplication() {
        if (app != null) {
            try (SampleApp ending = app) {
                ending.stop();
                ending.awaitEndOfSidecars();
            }
        }
    }

    @Test
    void node() throws Exception {
        Tools.require("node");
        app = SampleApp.start(Samples.copyOf("node"), Map.of(), "");

        assertQuotes();

        app.stop();
        assertThat(app.log()).contains("Good bye");
    }

    @Test
    void nodeFromAShell() throws Exception {
        Tools.require("node");
        Path sample = Samples.copyOf("node");
        Files.move(sample.resolve("shell.properties"), sample.resolve("application.properties"), REPLACE_EXISTING);
        app = SampleApp.start(sample, Map.of(), "");

        assertQuotes();
        assertThat(app.log()).contains("Hello, from a shell");
    }

    @Test
    void python() throws Exception {
        Tools.require("python3");
        app = SampleApp.start(Samples.copyOf("python"), Map.of(), "");

        assertQuotes();
        assertThat(app.log()).contains("Listening on port").doesNotContain("GET /health");
    }

    @Test
    void javaJarBehindTheProbesOfKubernetes() throws Exception {
        Path sample = Samples.copyOf("java-jar");
        Tools.jar(Samples.ALL.resolve("app/sidecar/Quotes.java"), "Quotes", sample.resolve("sidecar/quotes.jar"));
        app = SampleApp.start(sample, Map.of(), "");

        assertQuotes();
        List<String> probes = Pattern.compile("path: (\\S+)")
                .matcher(Files.readString(Samples.ALL.resolve("kubernetes/deployment.yml"))).results()
                .map(path -> path.group(1)).toList();
        assertThat(probes).hasSize(3).allSatisfy(path -> app.get(path).then().statusCode(200));
    }

    @Test
    void quarkusApplication() throws Exception {
        Path sample = Samples.copyOf("quarkus-app");
        Files.createSymbolicLink(sample.resolve("inventory"), SampleApp.JAR.getParent());
        app = SampleApp.start(sample, Map.of("quarkus.sidecar.quotes.enabled", "false",
                "quarkus.sidecar.inventory.environment.QUARKUS_SIDECAR_QUOTES_ENABLED", "false"), "");

        given().port(app.port("inventory")).get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void mcp() throws Exception {
        Tools.require("node");
        app = SampleApp.start(Samples.copyOf("mcp"), WITHOUT_QUOTES, "");
        int port = app.port("clock");

        ask(port, "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-06-18'}}", 200,
                "serverInfo");
        ask(port, "{'jsonrpc':'2.0','method':'notifications/initialized'}", 202, "");
        ask(port, "{'jsonrpc':'2.0','id':2,'method':'tools/list'}", 200, "The time of day");
        ask(port, "{'jsonrpc':'2.0','id':3,'method':'tools/call','params':{'name':'time'}}", 200, "content");
    }

    @Test
    void together() throws Exception {
        Tools.require("node");
        app = SampleApp.start(Samples.copyOf("together"), WITHOUT_QUOTES, "");

        given().port(app.port("api")).get("/").then().body(is("The api says: kept in the store"));
        assertThat(app.log().indexOf("'store' is ready")).isBetween(0, app.log().indexOf("'api' is ready"));
    }

    @Test
    void redis() throws Exception {
        Path sample = Samples.copyOf("redis");
        Path programs = Tools.redis(sample);
        Files.createDirectory(sample.resolve("redis"));
        app = SampleApp.start(sample, Map.of("quarkus.sidecar.quotes.enabled", "false", "my.data", sample.toString()),
                programs.toString());

        app.awaitReady();
        assertThat(app.log()).contains("'redis' is ready");
    }

    @ParameterizedTest
    @ValueSource(strings = { "prepare", "prepare-once" })
    void preparesFirst(String recipe) throws Exception {
        Tools.require("npm");
        app = SampleApp.start(recipe(recipe), Map.of(), "");

        assertQuotes();
        assertThat(app.log()).contains("up to date");
    }

    @Test
    void writesItsOwnLogFileAndPassesTheSecret() throws Exception {
        Tools.require("node");
        Path sample = recipe("log-file");
        Files.move(sample.resolve("env.txt"), sample.resolve(".env"));
        app = SampleApp.start(sample, Map.of(), "");

        assertQuotes();
        assertThat(sample.resolve("logs/quotes.log")).content().contains("INFO Listening on port");
        assertThat(app.log()).doesNotContain("Listening on port ");
        assertThat(app.environment("quotes")).contains("API_TOKEN=abcdef-123456");
    }

    @Test
    void runsInOneProfileAndWatchesItsSource() throws Exception {
        Tools.require("node");
        app = SampleApp.start(recipe("dev"), Map.of("quarkus.profile", "dev"), "");

        assertQuotes();
    }

    @Test
    void doesNotRunInAnotherProfile() throws Exception {
        app = SampleApp.start(recipe("dev"), Map.of(), "");

        app.awaitReady();
        app.get("/quote").then().statusCode(503).body(is("quotes does not answer, state STOPPED"));
    }

    /** The directory of the cookbook, with one of its recipes as the configuration. */
    private static Path recipe(String name) throws Exception {
        Path sample = Samples.copyOf("cookbook");
        Files.move(sample.resolve(name + ".properties"), sample.resolve("application.properties"));
        return sample;
    }

    private void assertQuotes() {
        app.awaitReady();
        app.get("/quote").then().statusCode(200).body(is("Less is more"));
    }

    private static void ask(int port, String message, int status, String answer) {
        given().port(port).contentType(ContentType.JSON).body(message.replace('\'', '"')).post("/mcp").then()
                .statusCode(status).body(containsString(answer));
    }
}
