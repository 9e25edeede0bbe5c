package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.smallrye.common.annotation.Identifier;

/** With {@code endpoint.read} alone everybody may look, and nobody may command. */
class ReadEndpointTest {

    static final int PORT = JvmWide.port(ReadEndpointTest.class);
    static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(PORT)
            .setForcedDependencies(Extensions.of(Extensions.OPENAPI))
            .overrideConfigKey("quarkus.sidecar.endpoint.read", "true")
            .overrideConfigKey("quarkus.sidecar.endpoint.path", "processes/")
            .overrideConfigKey("quarkus.sidecar.web.environment.API_TOKEN", "s3cr3t-of-the-helper")
            .overrideConfigKey("quarkus.sidecar.doomed.command",
                    "sh,-c,echo fatal: the key s3cr3t-of-the-doomed is refused >&2; exit 3,--password=hunter2")
            .overrideConfigKey("quarkus.sidecar.doomed.environment.API_KEY", "s3cr3t-of-the-doomed")
            .overrideConfigKey("quarkus.sidecar.doomed.restart.policy", "never")
            .overrideConfigKey("quarkus.sidecar.doomed.required", "false")
            .overrideConfigKey("quarkus.sidecar.after.command", "sleep,1000")
            .overrideConfigKey("quarkus.sidecar.after.depends-on", "never-there,web")
            .overrideConfigKey("quarkus.sidecar.never-there.mode", "external")
            .overrideConfigKey("quarkus.sidecar.never-there.port", Integer.toString(JvmWide.of(ReadEndpointTest.class,
                    "silent-port", Helper::freePort)));

    @Inject
    @Identifier("web")
    Sidecar web;

    @Inject
    @Identifier("doomed")
    Sidecar doomed;

    @Test
    void tellsTheStatusOfAllAndOfOneWithoutTheirSecrets() {
        web.awaitReady(LONG);
        await().atMost(LONG).until(() -> doomed.status().state() == SidecarState.FAILED);

        String all = RestAssured.get("/q/processes").then().statusCode(200).contentType("application/json")
                .header("Cache-Control", "no-store").body("sidecars.name", contains("after", "doomed", "never-there", "web"))
                .extract().asString();
        assertThat(all).doesNotContain("s3cr3t", "hunter2", "sleep").contains("the key *** is refused");

        JsonPath one = RestAssured.get("/q/processes/web").then().statusCode(200).body("state", equalTo("READY"))
                .body("ready", equalTo(true)).body("launch", equalTo(1)).body("restarts", equalTo(0))
                .body("port", equalTo(PORT)).body("uri", equalTo("http://127.0.0.1:" + PORT))
                .body("required", equalTo(true)).body("external", equalTo(false)).body("failure", nullValue())
                .extract().jsonPath();
        assertThat(one.getLong("pid")).isEqualTo(web.status().pid().orElseThrow());
        assertThat(Instant.parse(one.getString("readySince"))).isEqualTo(web.status().readySince().orElseThrow());
        assertThat(one.getList("protections")).contains("RECORD", "GATE");

        RestAssured.get("/q/processes/doomed").then().statusCode(200).body("state", equalTo("FAILED"))
                .body("failure.reason", equalTo("EXITED")).body("lastExit", equalTo("exit 3"))
                .body("required", equalTo(false)).body("pid", nullValue());
        RestAssured.get("/q/processes/after").then().statusCode(200).body("state", equalTo("PENDING"))
                .body("waitingFor", contains("never-there")).body("dependsOn", contains("never-there", "web"));
        RestAssured.get("/q/processes/nobody").then().statusCode(404)
                .body("message", containsString("[after, doomed, never-there, web]"));
    }

    @Test
    void answersHeadWithoutABody() {
        RestAssured.head("/q/processes").then().statusCode(200).contentType("application/json").body(equalTo(""));
        RestAssured.head("/q/processes/web").then().statusCode(200).header("Content-Length", not(equalTo("0")))
                .body(equalTo(""));
    }

    @Test
    void takesNoCommands() {
        web.awaitReady(LONG);
        RestAssured.post("/q/processes/web/stop").then().statusCode(405);
        RestAssured.post("/q/processes/web").then().statusCode(405).header("Allow", "GET, HEAD");
        assertThat(web.status().state()).isEqualTo(SidecarState.READY);
    }

    @Test
    void describesWhatThereIs() {
        RestAssured.given().accept("application/json").get("/q/openapi").then().statusCode(200)
                .body("paths", aMapWithSize(3)).body("paths", hasKey("/q/processes"))
                .body("paths", hasKey("/q/processes/{name}"));
    }
}
