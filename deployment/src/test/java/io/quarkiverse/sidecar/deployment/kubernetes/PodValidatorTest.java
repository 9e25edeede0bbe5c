package io.quarkiverse.sidecar.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodValidatorTest {

    private static final Map<Integer, String> APP = Map.of(8080, "http");

    private static List<String> problems(String... properties) {
        return PodValidator.problems(Plans.of(properties), APP);
    }

    private static List<String> ofWeb(String property) {
        return problems("web.container.image=acme/web:1", "web.port=4820", property);
    }

    @Test
    void findsNothingInAPlainDeclaration() {
        assertThat(problems("web.container.image=acme/web:1", "web.port=4820", "web.health.path=/ok", "db.command=redis",
                "db.port=0", "db.environment.PASSWORD=of a child")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "web.port=0 | quarkus.sidecar.web.port is 0: what is chosen",
            "web.port=8080 | quarkus.sidecar.web.port is 8080: that port is where the application listens for http",
            "web.port=${WEB_PORT} | quarkus.sidecar.web.port is ${WEB_PORT}: nothing gives a value",
            "web.environment.API_TOKEN=abc | set quarkus.sidecar.web.container.secrets.API_TOKEN=name-of-the-secret/key",
            "web.environment.API_TOKEN=${API_TOKEN} | set quarkus.sidecar.web.container.secrets.API_TOKEN=",
            "web.environment.URL=http://user:hush@db/ | quarkus.sidecar.web.environment.URL is what looks like a secret",
            "web.environment.OPTS=--password=hush | quarkus.sidecar.web.environment.OPTS is what looks like a secret",
            "web.environment.PLAIN=${PLAIN} | or take it from a Secret with quarkus.sidecar.web.container.secrets.PLAIN=",
            "web.health.headers.Authorization=Bearer hush | quarkus.sidecar.web.health.headers.Authorization is what",
            "web.health.command=ask,--token,hush | quarkus.sidecar.web.health.command is holding what looks like a secret",
            "web.container.arguments=--requirepass,hush | write $(VARIABLE) in its place",
            "web.container.command=serve,--password=hush | quarkus.sidecar.web.container.command is holding",
            "web.environment.CONN=${DB_PASSWORD:hush} | CONN refers to what is a secret by its name",
            "web.environment.CONN=a ${db.password:hush} b | set quarkus.sidecar.web.container.secrets.CONN=name-of",
            "web.container.arguments=--login,${DB_PASSWORD:hush} | arguments refers to what is a secret by its name",
            "web.container.arguments[1]=${API_TOKEN:hush} | arguments[1] refers to what is a secret by its name",
            "web.health.path=/ok?verbose=1&api_key=hush | quarkus.sidecar.web.health.path is holding what looks like",
            "web.health.headers.X-Caller=${API_TOKEN:hush} | X-Caller refers to what is a secret by its name: no manifest may"
                    + " hold it, and a probe has no way",
            "web.container.secrets.API_TOKEN=token | quarkus.sidecar.web.container.secrets.API_TOKEN is token: it must be",
            "web.environment.\"A B\"=c | quarkus.sidecar.web.environment.\"A B\" is declared: no variable",
            "web.container.resources.limits.memory=lots | quarkus.sidecar.web.container.resources.limits.memory is lots",
            "web.container.image=acme web | quarkus.sidecar.web.container.image is acme web: it must be",
            "web.depends-on=web | quarkus.sidecar.web.depends-on is web: that goes in a circle" })
    void tellsTheMistakeAndTheWayOut(String property, String told) {
        assertThat(ofWeb(property)).singleElement().asString().contains(told).doesNotContain("hush", "abc");
    }

    @ParameterizedTest
    @ValueSource(strings = { "web.environment.AUTH_ENABLED=true", "web.container.arguments=--requirepass,$(PASSWORD),run",
            "web.container.arguments=--password=$(PASSWORD)", "web.stop.timeout=${STOP:5s}", "web.command=${NOT_SET}",
            "web.container.resources.requests.cpu=0.5",
            "web.health.path=/ok?verbose=true", "web.environment.HOST=${WEB_HOST:here}", "web.command=${DB_PASSWORD:hush}",
            "web.container.resources.limits.memory=1e9" })
    void isContentWith(String property) {
        assertThat(ofWeb(property)).isEmpty();
    }

    @Test
    void isContentWithASecretThatComesFromOne() {
        assertThat(problems("web.container.image=acme/web:1", "web.port=1", "web.environment.API_TOKEN=abc",
                "web.container.secrets.API_TOKEN=web/token")).isEmpty();
    }

    @Test
    void findsAPathWithoutAPort() {
        assertThat(problems("web.container.image=w", "web.health.path=/ok")).singleElement().asString()
                .startsWith("quarkus.sidecar.web.health.path is /ok: there is no port to ask at");
    }

    @Test
    void findsPortsThatTwoTake() {
        assertThat(problems("a.container.image=a", "a.port=5000", "b.container.image=b", "b.port=5000", "c.command=c",
                "c.port=6000", "d.container.image=d", "d.port=6000")).satisfiesExactly(
                        ofB -> assertThat(ofB).startsWith("quarkus.sidecar.b.port is 5000: that port is that of 'a'"),
                        ofD -> assertThat(ofD).startsWith("quarkus.sidecar.d.port is 6000: that port is that of 'c'"));
    }

    @Test
    void findsAnImageThatIsNotKnownYet() {
        assertThat(problems("web.container.image=${REGISTRY}/web:1", "web.command=serve")).singleElement().asString()
                .startsWith("quarkus.sidecar.web.container.image is ${REGISTRY}/web:1: nothing gives a value");
    }

    @Test
    void findsACircleOfChildren() {
        assertThat(problems("a.command=a", "a.depends-on=b", "b.command=b", "b.depends-on=a")).singleElement().asString()
                .contains("a -> b -> a");
    }

    @Test
    void findsNamesThatNoContainerCanHave() {
        assertThat(problems("Agent_Monitor.container.image=a", "Agent_Monitor.port=1", "agent-monitor.container.image=b",
                "agent-monitor.port=2")).singleElement().asString()
                .isEqualTo("The sidecars 'Agent_Monitor' and 'agent-monitor' would both become a container 'agent-monitor':"
                        + " rename one of them");
        assertThat(problems("\"é\".container.image=a", "\"é\".port=1")).singleElement().asString()
                .contains("'é' cannot be made into the name of a container");
        assertThat(problems("x".repeat(64) + ".container.image=a", "x".repeat(64) + ".port=1")).hasSize(1);
    }

    @Test
    void warnsOfWhatMayNotWork() {
        assertThat(PodValidator.warnings(Plans.of("a.container.image=a", "a.port=1", "a.depends-on=b", "b.command=b",
                "b.container.arguments=x"))).satisfiesExactly(
                        ofA -> assertThat(ofA).startsWith("quarkus.sidecar.a.depends-on is b: 'a' becomes a container"),
                        ofB -> assertThat(ofB).startsWith("quarkus.sidecar.b.container.image is missing"));
    }
}
