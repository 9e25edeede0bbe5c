package io.quarkiverse.sidecar.deployment.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.startsWith;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.Sidecars;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.common.annotation.Identifier;

/** Commands over HTTP, in an application that knows users and gives some of them a role. */
class ControlEndpointTest {

    static final int PORT = JvmWide.port(ControlEndpointTest.class);
    static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(PORT)
            .setForcedDependencies(Extensions.of(Extensions.USERS, Extensions.OPENAPI))
            .overrideConfigKey("quarkus.sidecar.endpoint.read", "true")
            .overrideConfigKey("quarkus.sidecar.endpoint.write", "true")
            .overrideConfigKey("quarkus.http.auth.basic", "true")
            .overrideConfigKey("quarkus.security.users.embedded.enabled", "true")
            .overrideConfigKey("quarkus.security.users.embedded.plain-text", "true")
            .overrideConfigKey("quarkus.security.users.embedded.users.ada", "a-secret")
            .overrideConfigKey("quarkus.security.users.embedded.roles.ada", "operator")
            .overrideConfigKey("quarkus.security.users.embedded.users.bob", "b-secret")
            .overrideConfigKey("quarkus.security.users.embedded.roles.bob", "reader")
            .overrideConfigKey("quarkus.http.auth.policy.operators.roles-allowed", "operator")
            .overrideConfigKey("quarkus.http.auth.permission.commands.paths", "/q/sidecars/*")
            .overrideConfigKey("quarkus.http.auth.permission.commands.methods", "POST")
            .overrideConfigKey("quarkus.http.auth.permission.commands.policy", "operators")
            .overrideConfigKey("quarkus.http.auth.permission.looks.paths", "/q/sidecars/*")
            .overrideConfigKey("quarkus.http.auth.permission.looks.methods", "GET,HEAD,DELETE")
            .overrideConfigKey("quarkus.http.auth.permission.looks.policy", "permit")
            .overrideConfigKey("quarkus.http.auth.permission.never.paths", "/q/sidecars/guarded/stop")
            .overrideConfigKey("quarkus.http.auth.permission.never.policy", "deny")
            .overrideConfigKey("quarkus.http.auth.permission.open.paths", "/q/sidecars/open/*")
            .overrideConfigKey("quarkus.http.auth.permission.open.policy", "permit")
            .overrideConfigKey("quarkus.sidecar.guarded.command", "sleep,1000")
            .overrideConfigKey("quarkus.sidecar.open.command", "sleep,1000")
            .overrideConfigKey("quarkus.sidecar.\"odd/n\u00e4me 1\".command", "sleep,1000")
            .overrideConfigKey("quarkus.sidecar.off.command", "sleep,1000")
            .overrideConfigKey("quarkus.sidecar.off.enabled", "false")
            .overrideConfigKey("quarkus.sidecar.elsewhere.mode", "external")
            .overrideConfigKey("quarkus.sidecar.elsewhere.port", Integer.toString(PORT))
            .setLogRecordPredicate(record -> record.getLoggerName().equals("io.quarkiverse.sidecar")
                    && record.getMessage().contains("control endpoint")
                    && record.getLevel().intValue() == Level.INFO.intValue())
            .assertLogRecords(records -> assertThat(records).as("every command is told, and by whom")
                    .extracting(record -> Arrays.toString(record.getParameters()))
                    .anySatisfy(told -> assertThat(told).contains("web", "stop", "'ada'", "127.0.0.1"))
                    .noneSatisfy(told -> assertThat(told).contains("'bob'"))
                    .noneSatisfy(told -> assertThat(told).contains("guarded")));

    @Inject
    Sidecars sidecars;

    @Inject
    @Identifier("web")
    Sidecar web;

    @Test
    void stopsStartsAndRestartsForAnOperator() {
        long first = web.awaitReady(LONG).pid().orElseThrow();

        ada().post("/q/sidecars/web/stop").then().statusCode(202).contentType("application/json")
                .header("Cache-Control", "no-store").body("name", equalTo("web"));
        await().atMost(LONG).untilAsserted(() -> status("web").then().body("state", equalTo("STOPPED")));
        assertThat(Processes.alive(first)).isFalse();

        ada().post("/q/sidecars/web/start").then().statusCode(202);
        long second = ready("web", 2);
        assertThat(second).isNotEqualTo(first);

        ada().post("/q/sidecars/web/restart").then().statusCode(202);
        long third = ready("web", 3);
        assertThat(third).isNotEqualTo(second);
        assertThat(Processes.alive(second)).isFalse();
        assertThat(Processes.alive(third)).isTrue();
    }

    @Test
    void refusesWhoeverHasNotProvedWhoHeIsOrLacksTheRole() {
        int launch = sidecars.get("guarded").status().launch();
        // The application lets anybody in there; the endpoint does not.
        RestAssured.post("/q/sidecars/open/stop").then().statusCode(401).header("WWW-Authenticate", startsWith("basic"))
                .contentType("application/json").header("Cache-Control", "no-store")
                .body("message", containsString("quarkus.sidecar.endpoint.allow-unauthenticated-write"))
                .body("message", containsString("quarkus.http.auth.basic"));
        as("ada", "wrong").post("/q/sidecars/open/stop").then().statusCode(401);
        as("ada", "wrong").post("/q/sidecars/web/stop").then().statusCode(401);
        RestAssured.post("/q/sidecars/web/stop").then().statusCode(401);
        as("bob", "b-secret").post("/q/sidecars/web/stop").then().statusCode(403);

        assertThat(sidecars.get("open").status().state()).isNotIn(SidecarState.STOPPED, SidecarState.STOPPING);
        assertThat(sidecars.get("guarded").status().launch()).isEqualTo(launch);
        as("bob", "b-secret").get("/q/sidecars").then().statusCode(200);
    }

    @Test
    void refusesWhatAPageOfAnotherSiteAsksABrowserFor() {
        List.of("http://evil.example", "null", "http://localhost:1", "https://localhost", "rubbish", "").forEach(origin -> ada()
                .header("Origin", origin).post("/q/sidecars/open/stop").then().statusCode(403)
                .body("message", containsString("other sites")));
        List.of("cross-site", "same-site", "whatever", "").forEach(site -> ada().header("Sec-Fetch-Site", site)
                .post("/q/sidecars/open/stop").then().statusCode(403));
        assertThat(sidecars.get("open").status().state()).isNotIn(SidecarState.STOPPED, SidecarState.STOPPING);

        String own = "http://localhost:" + RestAssured.port;
        ada().header("Origin", own).post("/q/sidecars/open/start").then().statusCode(202);
        ada().header("Sec-Fetch-Site", "same-origin").header("Origin", own).post("/q/sidecars/open/start").then()
                .statusCode(202);
    }

    @Test
    void saysWhatCannotBeCarriedOut() {
        for (String command : List.of("start", "stop", "restart")) {
            ada().post("/q/sidecars/elsewhere/" + command).then().statusCode(409)
                    .body("message", containsString("quarkus.sidecar.elsewhere.mode=external"));
            ada().post("/q/sidecars/off/" + command).then().statusCode(409)
                    .body("message", containsString("quarkus.sidecar.off.enabled=false"));
        }
        ada().post("/q/sidecars/wep/stop").then().statusCode(404).body("message",
                containsString("guarded, odd/n\u00e4me 1, off"));
        ada().post("/q/sidecars/web/kill").then().statusCode(404).body("message", containsString("start, stop or restart"));
        ada().get("/q/sidecars/web/stop").then().statusCode(405).header("Allow", "POST");
        ada().post("/q/sidecars/web").then().statusCode(405).header("Allow", "GET, HEAD");
        ada().delete("/q/sidecars").then().statusCode(405).header("Allow", "GET, HEAD");
    }

    @Test
    void aSpellingOfThePathOpensNothing() {
        sidecars.get("guarded").awaitReady(LONG);
        Stream.of("guarded/stop", "%67uarded/stop", "./guarded/stop", "web/../guarded/stop", "web/..%2fguarded/stop",
                "/guarded/stop", "guarded//stop", "guarded/stop/", "guarded/stop%2f", "guarded/stop%00", "guarded;a=b/stop",
                "guarded/stop;a", "guarded/%73top", "guarded/STOP", "Guarded/stop", "%2567uarded/stop", "guarded/stop?a",
                "guarded%2fstop", "%c0%ae%c0%ae/stop", "..%2f..%2fsidecars%2fguarded/stop")
                .forEach(path -> assertThat(raw(path).statusCode()).as(path).isBetween(400, 405));
        assertThat(sidecars.get("guarded").status().state()).isEqualTo(SidecarState.READY);
        assertThat(sidecars.get("guarded").status().launch()).isEqualTo(1);

        assertThat(raw("odd%2Fn%C3%A4me%201/restart").statusCode()).isEqualTo(202);
        RestAssured.given().urlEncodingEnabled(false).get("/q/sidecars/odd%2fn%c3%a4me%201").then().statusCode(200)
                .body("name", equalTo("odd/n\u00e4me 1"));
    }

    @Test
    void aHugeBodyAndAThousandCommandsAtOnceDoNoHarm() {
        sidecars.get("open").awaitReady(LONG);
        byte[] body = new byte[9_000_000];
        ada().body(body).contentType("application/octet-stream").post("/q/sidecars/open/start").then().statusCode(202);

        HttpRequest restart = HttpRequest
                .newBuilder(URI.create("http://localhost:" + RestAssured.port + "/q/sidecars/open/restart"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("ada:a-secret".getBytes(UTF_8)))
                .POST(BodyPublishers.noBody()).build();
        HttpClient client = HttpClient.newHttpClient();
        Stream.generate(() -> client.sendAsync(restart, BodyHandlers.discarding())).limit(1000).toList()
                .forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(202));
        await().atMost(LONG).until(() -> sidecars.get("open").status().state() == SidecarState.READY);
        assertThat(Processes.alive(sidecars.get("open").status().pid().orElseThrow())).isTrue();
    }

    @Test
    void isDescribed() {
        RestAssured.given().accept("application/json").get("/q/openapi").then().statusCode(200)
                .body("paths", aMapWithSize(6))
                .body("paths", hasKey("/q/sidecars")).body("paths", hasKey("/q/sidecars/{name}"))
                .body("paths.'/q/sidecars/{name}/stop'.post.responses", hasKey("409"))
                .body("paths.'/q/sidecars/{name}/start'.post.parameters[0].name", equalTo("name"))
                .body("paths.'/q/sidecars/{name}/restart'.post.operationId", equalTo("sidecars_restart"))
                .body("components.schemas.SidecarStatus.properties.state.enum", equalTo(
                        Arrays.stream(SidecarState.values()).map(Enum::name).toList()));
    }

    private static long ready(String name, int launch) {
        await().atMost(LONG).untilAsserted(() -> status(name).then().body("state", equalTo("READY"))
                .body("launch", equalTo(launch)));
        return status(name).jsonPath().getLong("pid");
    }

    private static Response status(String name) {
        return RestAssured.get("/q/sidecars/" + name);
    }

    private static Response raw(String path) {
        return ada().urlEncodingEnabled(false).post("/q/sidecars/" + path);
    }

    private static RequestSpecification ada() {
        return as("ada", "a-secret");
    }

    private static RequestSpecification as(String user, String password) {
        return RestAssured.given().auth().preemptive().basic(user, password);
    }
}
