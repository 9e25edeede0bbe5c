package io.quarkiverse.sidecar.runtime.config.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.config.DeclarationMapper;
import io.quarkiverse.sidecar.runtime.config.SidecarsRuntimeConfig;
import io.quarkiverse.sidecar.runtime.config.TestConfig;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;

class ConfigValidatorTest {

    private static final String GOOD = "quarkus.sidecar.web.command";

    @Test
    void letsAnExternalSidecarWatchThePortOfAnother() {
        assertThatCode(() -> check(Map.of("quarkus.sidecar.web.command", "sleep,1", "quarkus.sidecar.web.port", "4820",
                "quarkus.sidecar.watch.mode", "external", "quarkus.sidecar.watch.port", "${quarkus.sidecar.web.port}")))
                .doesNotThrowAnyException();
    }

    @Test
    void acceptsTheThreeLinesOfTheReadme() {
        assertThatCode(() -> check(Map.of(
                "quarkus.sidecar.agent-monitor.command", "node,server/index.js",
                "quarkus.sidecar.agent-monitor.port", "4820",
                "quarkus.sidecar.agent-monitor.health.path", "/api/health"))).doesNotThrowAnyException();
    }

    @Test
    void toleratesTheBuildTimeKeysThatLookLikeSidecars() {
        assertThatCode(() -> check(Map.of("quarkus.sidecar.health.enabled", "false", "quarkus.sidecar.metrics.enabled", "false",
                GOOD, "sh"))).doesNotThrowAnyException();
    }

    @Test
    void refusesAReservedName() {
        assertMistake(Map.of("quarkus.sidecar.health.command", "sh"), "quarkus.sidecar.health.command", "use another");
        assertMistake(Map.of("quarkus.sidecar.metrics.command", "sh"), "quarkus.sidecar.metrics.command", "use another");
        assertMistake(Map.of("quarkus.sidecar.metrics.enabled", "false", "quarkus.sidecar.metrics.port", "80"),
                "quarkus.sidecar.metrics.port", "use another");
        assertMistake(Map.of("quarkus.sidecar.endpoint.command", "sh"), "quarkus.sidecar.endpoint.command", "use another");
        assertMistake(Map.of("quarkus.sidecar.state-directory.command", "sh"), "'state-directory' is the first word",
                "use another");
    }

    @Test
    void refusesASidecarWithoutAName() {
        assertMistake(Map.of("quarkus.sidecar.\"\".command", "sh"), "quarkus.sidecar.\"\" is declared", "needs a name");
        assertMistake(Map.of("quarkus.sidecar.\" \".command", "sh"), "needs a name");
    }

    @Test
    void namesTheKeyOfAMissingCommand() {
        assertMistake(Map.of("quarkus.sidecar.web.port", "80"), "quarkus.sidecar.web.command is missing",
                "for example node,server.js");
        assertMistake(Map.of(GOOD, ""), "quarkus.sidecar.web.command is missing or empty");
        assertMistake(Map.of("quarkus.sidecar.\"my.web\".port", "80"), "quarkus.sidecar.\"my.web\".command is missing");
    }

    @Test
    void aDisabledSidecarNeedsNeitherCommandNorFolder() {
        assertThatCode(() -> check(Map.of("quarkus.sidecar.web.enabled", "false"))).doesNotThrowAnyException();
        assertThatCode(() -> check(Map.of("quarkus.sidecar.web.enabled", "false", "quarkus.sidecar.web.working-directory",
                "no/such/folder"))).doesNotThrowAnyException();
        assertThatCode(() -> check(Map.of("quarkus.sidecar.enabled", "false", "quarkus.sidecar.web.port", "80")))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesToBeToldTheActualPort() {
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.actual-port", "4820"), "quarkus.sidecar.web.actual-port is set",
                "can only be read", "set quarkus.sidecar.web.port");
    }

    @Test
    void refusesDependenciesThatCannotBeMet() {
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.depends-on", "nobody"),
                "quarkus.sidecar.web.depends-on is nobody: no such sidecar is declared: set quarkus.sidecar.nobody.command",
                "name one of [web]");
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.depends-on", "web"),
                "quarkus.sidecar.web.depends-on is web: no sidecar can wait for itself");
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.depends-on", "db", "quarkus.sidecar.db.enabled", "false"),
                "quarkus.sidecar.web.depends-on is db: quarkus.sidecar.db.enabled=false switches that off",
                "switch it on, or take it out");
        assertThatCode(() -> check(Map.of(GOOD, "sh", "quarkus.sidecar.web.enabled", "false",
                "quarkus.sidecar.web.depends-on", "db", "quarkus.sidecar.db.enabled", "false"))).doesNotThrowAnyException();
        assertThatCode(() -> check(Map.of("quarkus.sidecar.web.mode", "external", "quarkus.sidecar.web.port", "80",
                "quarkus.sidecar.web.depends-on", "db", "quarkus.sidecar.db.enabled", "false")))
                .as("who runs it waits for nobody here").doesNotThrowAnyException();
    }

    @Test
    void takesABlankAfterTheLastCommaForNoDependency() {
        assertThatCode(() -> check(Map.of(GOOD, "sh", "quarkus.sidecar.app.command", "sh", "quarkus.sidecar.app.depends-on",
                " web , "))).doesNotThrowAnyException();
    }

    @Test
    void whatSomebodyElseRunsNeedsAPortAndNothingElse() {
        assertThatCode(() -> check(Map.of("quarkus.sidecar.web.mode", "external", "quarkus.sidecar.web.port", "80")))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(Map.of("quarkus.sidecar.web.mode", "external", "quarkus.sidecar.web.health.port", "80",
                GOOD, "node", "quarkus.sidecar.web.working-directory", "no/such/folder"))).doesNotThrowAnyException();
        assertMistake(Map.of("quarkus.sidecar.web.mode", "external"),
                "quarkus.sidecar.web.port is missing: in mode=external it is only probed", "set it, or health.port");
        assertMistake(Map.of("quarkus.sidecar.web.mode", "external", "quarkus.sidecar.web.port", "0"),
                "quarkus.sidecar.web.port is 0: a chosen port reaches nothing in mode=external");
        assertThatCode(() -> check(Map.of("quarkus.sidecar.web.mode", "external", "quarkus.sidecar.web.enabled", "false")))
                .doesNotThrowAnyException();
    }

    @Test
    void whatSomebodyElseRunsTakesNoTimeToStop() {
        SidecarsRuntimeConfig config = TestConfig
                .of(Map.of("quarkus.sidecar.web.mode", "external", "quarkus.sidecar.web.port", "80",
                        "quarkus.sidecar.web.stop.timeout", "70s"))
                .getConfigMapping(SidecarsRuntimeConfig.class);
        assertThat(DeclarationMapper.shutdownTimeout(config)).hasSeconds(2);
    }

    @Test
    void tellsTheWayOfACircle() {
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.depends-on", "cache, mail", "quarkus.sidecar.cache.command",
                "sh", "quarkus.sidecar.cache.depends-on", "db", "quarkus.sidecar.db.command", "sh",
                "quarkus.sidecar.db.depends-on", "cache", "quarkus.sidecar.mail.command", "sh"),
                "quarkus.sidecar.cache.depends-on is db: that goes in a circle, cache -> db -> cache: take one of them out");
    }

    @Test
    void theShutdownTimeoutCoversTheLongestChain() {
        SidecarsRuntimeConfig config = TestConfig.of(Map.of(GOOD, "sh", "quarkus.sidecar.web.depends-on", "db",
                "quarkus.sidecar.web.stop.timeout", "30s", "quarkus.sidecar.db.command", "sh",
                "quarkus.sidecar.db.stop.timeout", "40s", "quarkus.sidecar.mail.command", "sh",
                "quarkus.sidecar.mail.stop.timeout", "60s")).getConfigMapping(SidecarsRuntimeConfig.class);
        assertThat(DeclarationMapper.shutdownTimeout(config)).hasSeconds(72);
        assertThat(DeclarationMapper.of(config)).filteredOn(declaration -> declaration.name().equals("web"))
                .extracting(SidecarDeclaration::dependsOn).containsExactly(Set.of("db"));
    }

    @Test
    void refusesTheSecondSidecarThatAnEnvironmentVariableMakes() {
        Map<String, String> properties = Map.of("quarkus.sidecar.agent-monitor.command", "sh");
        SmallRyeConfig config = TestConfig.of(properties, Map.of("QUARKUS_SIDECAR__AGENT_MONITOR__COMMAND", "bash"));

        assertThatThrownBy(() -> ConfigValidator.check(config.getConfigMapping(SidecarsRuntimeConfig.class), config, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'agent-monitor' and 'agent.monitor'")
                .hasMessageContaining("write QUARKUS_SIDECAR_AGENT_MONITOR_");
    }

    @Test
    void takesEnvironmentVariablesThatAreWrittenLikeTheKey() {
        SmallRyeConfig plain = TestConfig.of(Map.of("quarkus.sidecar.agent-monitor.command", "sh"),
                Map.of("QUARKUS_SIDECAR_AGENT_MONITOR_COMMAND", "bash"));
        SmallRyeConfig quoted = TestConfig.of(Map.of("quarkus.sidecar.\"agent-monitor\".command", "sh"),
                Map.of("QUARKUS_SIDECAR__AGENT_MONITOR__COMMAND", "bash"));

        for (SmallRyeConfig config : List.of(plain, quoted)) {
            SidecarsRuntimeConfig sidecars = config.getConfigMapping(SidecarsRuntimeConfig.class);
            ConfigValidator.check(sidecars, config, Map.of());
            assertThat(sidecars.sidecars()).containsOnlyKeys("agent-monitor");
            assertThat(sidecars.sidecars().get("agent-monitor").command()).hasValue(List.of("bash"));
        }
    }

    @Test
    void refusesPortsOutOfRange() {
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.port", "65536"), "quarkus.sidecar.web.port is 65536",
                "between 1 and 65535");
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.port", "-1"), "quarkus.sidecar.web.port is -1");
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.health.port", "0"), "quarkus.sidecar.web.health.port is 0");
    }

    @Test
    void refusesAPortThatIsGivenAwayTwice() {
        Map<String, String> two = new HashMap<>(Map.of(GOOD, "sh", "quarkus.sidecar.web.port", "4820",
                "quarkus.sidecar.api.command", "sh", "quarkus.sidecar.api.port", "4820", "quarkus.sidecar.api.host",
                "localhost"));
        assertMistake(two, "has 1 mistake", "quarkus.sidecar.web.port is 4820: quarkus.sidecar.api.port is the same");
        two.put("quarkus.sidecar.api.host", "127.0.0.2");
        check(two);
        two.put("quarkus.sidecar.api.host", "127.0.0.1");
        two.put("quarkus.sidecar.api.enabled", "false");
        check(two);
        check(Map.of(GOOD, "sh", "quarkus.sidecar.web.port", "0", "quarkus.sidecar.api.command", "sh",
                "quarkus.sidecar.api.port", "0"));
    }

    @Test
    void refusesThePortOfTheApplication() {
        String http = LaunchMode.current() == LaunchMode.TEST ? "test-port" : "port";
        Map<String, String> own = new HashMap<>(Map.of(GOOD, "sh", "quarkus.sidecar.web.port", "8085"));
        own.put("quarkus.http." + http, "8085");
        assertMistake(own, "quarkus.sidecar.web.port is 8085: quarkus.http." + http + " is the same");
        own.put("quarkus.http." + http, "8086");
        own.put("quarkus.management." + http, "8085");
        check(own);
        own.put("quarkus.management.enabled", "true");
        assertMistake(own, "quarkus.sidecar.web.port is 8085: quarkus.management." + http + " is the same");
        own.put("quarkus.management.host", "10.0.0.5");
        own.put("quarkus.http." + http.replace("port", "ssl-port"), "8085");
        check(own);
        own.put("quarkus.http.ssl.certificate.files", "cert.pem");
        assertMistake(own, "quarkus.sidecar.web.port is 8085: quarkus.http." + http.replace("port", "ssl-port"));
    }

    @Test
    void refusesToUnsetWhatItSetsItself() {
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.environment-unset", "HOME,SIDECAR_NAME"),
                "quarkus.sidecar.web.environment-unset is SIDECAR_NAME");
    }

    @Test
    void refusesWhatIsMeantForAShell() {
        assertMistake(Map.of(GOOD, "sh,-c,run ${PORT}", "PORT", "8080", "quarkus.sidecar.web.port", "4820"),
                "has 1 mistake", "quarkus.sidecar.web.command: ${PORT} is read by the configuration", "write {port}");
    }

    @Test
    void refusesDurationsThatCannotBe() {
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.restart.delay", "PT-1S"), "quarkus.sidecar.web.restart.delay",
                "-1s", "it must be between 0s and 36500d, for example 10s");
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.health.interval", "0s"),
                "quarkus.sidecar.web.health.interval is 0s", "between 1ms and 36500d");
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.stop.timeout", "0s"), "quarkus.sidecar.web.stop.timeout");
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.shutdown-timeout", "0s"), "quarkus.sidecar.shutdown-timeout");
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.restart.max-delay", "10ms"),
                "quarkus.sidecar.web.restart.max-delay is 10ms", "restart.delay, which is 1s");
    }

    @Test
    void refusesDurationsThatNoTimerCanCount() {
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.health.timeout", "PT0.0005S"),
                "quarkus.sidecar.web.health.timeout is 0s: it must be between 1ms and 24d");
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.health.timeout", "-1s"), "between 1ms");
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.health.timeout", "25d"),
                "quarkus.sidecar.web.health.timeout is 25d", "and 24d");
        for (String key : List.of("web.restart.delay", "web.restart.max-delay", "web.restart.stable-after",
                "web.restart.retry-after", "web.ready.timeout", "web.stop.timeout", "web.health.interval",
                "shutdown-timeout")) {
            assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar." + key, "400000d"), "quarkus.sidecar." + key,
                    "and 36500d");
        }
    }

    @Test
    void refusesAReadyTimeoutThatASidecarWithoutAPortCannotMeet() {
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.ready.timeout", "5s"),
                "quarkus.sidecar.web.ready.timeout is 5s", "restart.stable-after, which is 5s");
        assertThatCode(() -> check(Map.of(GOOD, "sh", "quarkus.sidecar.web.ready.timeout", "5s",
                "quarkus.sidecar.web.port", "4820"))).doesNotThrowAnyException();
    }

    @Test
    void refusesHeadersThatHttpCannotCarryAndKeepsTheirValuesToItself() {
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.health.headers.\"X A\"", "b"),
                "quarkus.sidecar.web.health.headers.\"X A\"", "rename it");
        assertThatThrownBy(() -> check(Map.of(GOOD, "sh", "quarkus.sidecar.web.health.headers.X-Key", "top\nsecret")))
                .hasMessageContaining("health.headers.\"X-Key\"").hasMessageContaining("control characters")
                .hasMessageNotContaining("secret");
    }

    @Test
    void namesKeyValueAndChoicesOfAnUnknownEnum() {
        assertThatThrownBy(() -> check(Map.of(GOOD, "sh", "quarkus.sidecar.web.restart.policy", "sometimes")))
                .hasMessageContaining("quarkus.sidecar.web.restart.policy is sometimes: it must be one of always, on-failure");
    }

    @Test
    void refusesAMissingWorkingDirectory() {
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.working-directory", "no/such/folder"),
                "quarkus.sidecar.web.working-directory is no/such/folder: there is no directory "
                        + Path.of("no/such/folder").toAbsolutePath(),
                "create it");
    }

    @Test
    void refusesAPathThatCannotBeAskedFor() {
        for (String path : new String[] { "/a b", "/a\tb", "/a\r\nX: y" }) {
            assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.port", "80", "quarkus.sidecar.web.health.path", path),
                    "quarkus.sidecar.web.health.path is a text with blanks or control characters", "%20");
        }
    }

    @Test
    void refusesAPlaceForAPortThatThereIsNot() {
        assertMistake(Map.of(GOOD, "sh,{port}"), "quarkus.sidecar.web.command", "set quarkus.sidecar.web.port");
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.environment.URL", "http://x:{port}"),
                "quarkus.sidecar.web.environment.URL", "set quarkus.sidecar.web.port");
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.health.path", "/health"), "set quarkus.sidecar.web.port");
    }

    @Test
    void refusesHalfAWindow() {
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.restart.window", "1m"),
                "quarkus.sidecar.web.restart.window-attempts is missing");
    }

    @Test
    void refusesVariablesThatItSetsItself() {
        assertMistake(Map.of(GOOD, "sh", "quarkus.sidecar.web.environment.SIDECAR_TOKEN", "x"),
                "quarkus.sidecar.web.environment.SIDECAR_TOKEN", "rename it");
    }

    @Test
    void namesTheKeyThatAnInjectedSidecarLacks() {
        assertThatThrownBy(() -> check(Map.of(GOOD, "sh"), Map.of("cache", "com.acme.Shop#cache")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("com.acme.Shop#cache").hasMessageContaining("set quarkus.sidecar.cache.command");
    }

    @Test
    void tellsAllMistakesAtOnceAndNoSecret() {
        Map<String, String> properties = new HashMap<>();
        properties.put("quarkus.sidecar.web.port", "70000");
        properties.put("quarkus.sidecar.web.restart.jitter", "2");
        properties.put("quarkus.sidecar.web.environment.API_TOKEN", "s3cr3t-{port}");
        properties.put("quarkus.sidecar.other.output.tail-lines", "-1");
        Throwable problem = catchThrowable(() -> check(properties));
        assertThat(problem).hasMessageContaining("has 5 mistakes").hasMessageContaining("web.command")
                .hasMessageContaining("web.port").hasMessageContaining("web.restart.jitter")
                .hasMessageContaining("other.command").hasMessageContaining("other.output.tail-lines is -1");
        assertThat(problem.getMessage()).doesNotContain("s3cr3t");
    }

    private static void assertMistake(Map<String, String> properties, String... parts) {
        assertThatThrownBy(() -> check(properties)).isInstanceOf(ConfigurationException.class)
                .satisfies(problem -> assertThat(problem.getMessage()).contains(parts));
    }

    private static void check(Map<String, String> properties) {
        check(properties, Map.of());
    }

    private static void check(Map<String, String> properties, Map<String, String> injected) {
        SmallRyeConfig config = TestConfig.of(properties);
        ConfigValidator.check(config.getConfigMapping(SidecarsRuntimeConfig.class), config, injected);
    }
}
