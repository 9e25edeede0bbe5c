package io.quarkiverse.sidecar.runtime.config.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.config.SidecarsRuntimeConfig;
import io.quarkiverse.sidecar.runtime.config.TestConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;

/** What is reported of a misspelled key, value, or name. */
class MisspelledConfigurationTest {

    private static final String GOOD = "quarkus.sidecar.web.command";

    @Test
    void guessesAMisspeltKey() {
        assertMistakes(Map.of(GOOD, "sh", "quarkus.sidecar.web.comand", "x"), "has 1 mistake:",
                "quarkus.sidecar.web.comand is set, but there is no such key: did you mean 'quarkus.sidecar.web.command'?");
        assertMistakes(Map.of(GOOD, "sh", "quarkus.sidecar.web.healt.path", "/"), "'quarkus.sidecar.web.health.path'");
        assertMistakes(Map.of(GOOD, "sh", "quarkus.sidecar.web.health.pth", "/"), "'quarkus.sidecar.web.health.path'");
        assertMistakes(Map.of(GOOD, "sh", "quarkus.sidecar.web.dependsOn", "x"), "'quarkus.sidecar.web.depends-on'");
        assertMistakes(Map.of(GOOD, "sh", "quarkus.sidecar.web.enviroment.A", "x"), "'quarkus.sidecar.web.environment.A'");
        assertMistakes(Map.of(GOOD, "sh", "quarkus.sidecar.enabld", "x"), "has 1 mistake:", "'quarkus.sidecar.enabled'");
        assertMistakes(Map.of(GOOD, "sh", "quarkus.sidecar.\"my.web\".prot", "1", "quarkus.sidecar.\"my.web\".command", "x"),
                "'quarkus.sidecar.\"my.web\".port'");
    }

    @Test
    void namesTheKeysThatThereAreWhenNoneIsNear() {
        assertMistakes(Map.of(GOOD, "sh", "quarkus.sidecar.web.nonsense", "x"),
                "there is no such key: there are command, container.*, depends-on, enabled, environment");
        assertMistakes(Map.of(GOOD, "sh", "quarkus.sidecar.web.health.nonsense", "x"),
                "there is no such key: there are health.command, health.failure-threshold");
        assertMistakes(Map.of(GOOD, "sh", "quarkus.sidecar.nonsense", "x"), "has 1 mistake:",
                "there is no such key: the key of a sidecar follows its name, as in quarkus.sidecar.nonsense.command");
    }

    @Test
    void guessesTheGroupThatWasLeftOut() {
        assertMistakes(Map.of(GOOD, "sh", "quarkus.sidecar.web.max-attempts", "3"),
                "did you mean 'quarkus.sidecar.web.restart.max-attempts'?");
        assertMistakes(Map.of(GOOD, "sh", "quarkus.sidecar.web.timeout", "3"), "did you mean"
                + " 'quarkus.sidecar.web.health.timeout' or 'quarkus.sidecar.web.ready.timeout' or 'quarkus.sidecar.web.stop.timeout'?");
    }

    @Test
    void guessesTheQuotesOfANameWithDots() {
        assertMistakes(Map.of("quarkus.sidecar.my.web.command", "sh"), "has 1 mistake:",
                "did you mean 'quarkus.sidecar.\"my.web\".command'?");
    }

    @Test
    void guessesMisspeltNames() {
        Map<String, String> monitor = Map.of("quarkus.sidecar.agent-monitor.command", "sh");
        assertMistakes(with(monitor, "quarkus.sidecar.agent-moniter.enabled", "true"),
                "quarkus.sidecar.agent-moniter.command is missing or empty: did you mean 'agent-monitor'?");
        assertMistakes(with(monitor, "quarkus.sidecar.web.command", "sh", "quarkus.sidecar.web.depends-on", "agnet-monitor"),
                "quarkus.sidecar.web.depends-on is agnet-monitor: no such sidecar is declared: did you mean 'agent-monitor'?");
        assertThatThrownBy(() -> check(TestConfig.of(monitor), Map.of("agent-monitr", "Shop#monitor")))
                .hasMessageContaining("Shop#monitor injects it: did you mean 'agent-monitor'? Otherwise set");
    }

    @Test
    void reportsAllThatCannotBeRead() {
        Map<String, String> wrong = new TreeMap<>(Map.of("quarkus.sidecar.web.port", "abc", "quarkus.sidecar.web.enabled",
                "ture", "quarkus.sidecar.web.health.interval", "10sec", "quarkus.sidecar.web.stop.signal", "SIGTERM",
                "quarkus.sidecar.web.restart.policy", "on-failur", "quarkus.sidecar.web.restart.jitter", "a bit",
                "quarkus.sidecar.web.restart.fatal-exit-codes", "1,two", "quarkus.sidecar.web.host", ""));
        wrong.putAll(Map.of("quarkus.sidecar.web.environment.A", "${NOT_THERE}", "quarkus.sidecar.shutdown-timeout", "soon",
                "quarkus.sidecar.web.working-directory", "a\0b"));
        assertUnreadable(wrong,
                "quarkus.sidecar.web.port is abc: it must be a whole number",
                "quarkus.sidecar.web.enabled is ture: it must be true or false",
                "quarkus.sidecar.web.health.interval is 10sec: it must be a duration, for example 500ms, 10s",
                "quarkus.sidecar.web.stop.signal is SIGTERM: did you mean 'term'? Otherwise it must be one of",
                "quarkus.sidecar.web.restart.policy is on-failur: did you mean 'on-failure'? Otherwise it must be one of always",
                "quarkus.sidecar.web.restart.jitter is a bit: it must be a number",
                "quarkus.sidecar.web.restart.fatal-exit-codes is 1,two: it must be whole numbers",
                "quarkus.sidecar.web.host is empty: give it a value",
                "quarkus.sidecar.web.environment.A is ${NOT_THERE}: nothing gives a value",
                "quarkus.sidecar.shutdown-timeout is soon: it must be a duration",
                "quarkus.sidecar.web.working-directory is a\0b: it must be a path");
    }

    @Test
    void namesTheEnvironmentVariableOfAMistake() {
        assertThatThrownBy(() -> TestConfig.of(Map.of(GOOD, "sh"), Map.of("QUARKUS_SIDECAR_WEB_PORT", "abc")))
                .hasMessageContaining(
                        "quarkus.sidecar.web.port (environment variable QUARKUS_SIDECAR_WEB_PORT) is abc: it must be a whole");
        assertThatThrownBy(() -> check(TestConfig.of(Map.of(GOOD, "sh"), Map.of("QUARKUS_SIDECAR_WEB_PORT", "70000")),
                Map.of())).hasMessageContaining(
                        "quarkus.sidecar.web.port (environment variable QUARKUS_SIDECAR_WEB_PORT) is 70000: it must be a port");
        assertUnreadable(Map.of(GOOD, "sh", "quarkus.sidecar.web.port", "${WEB_PORT}", "WEB_PORT", "abc"),
                "quarkus.sidecar.web.port is abc, from ${WEB_PORT}: it must be a whole number");
    }

    @Test
    void showsOfAnExpressionOnlyWhatItRefersTo() {
        Throwable problem = catchThrowable(() -> TestConfig.of(Map.of(GOOD, "sh", "quarkus.sidecar.web.environment.A",
                "s3cr3t-${NOT_THERE}")));
        assertThat(problem.getMessage()).contains("environment.A is ${NOT_THERE}").doesNotContain("s3cr3t");
    }

    @Test
    void tellsWhatIsMissingOfAnExpressionAlsoWhereANumberIsWanted() {
        assertUnreadable(Map.of(GOOD, "sh", "quarkus.sidecar.web.port", "${NOT_THERE}"),
                "quarkus.sidecar.web.port is ${NOT_THERE}: nothing gives a value");
    }

    @Test
    void tellsAnExpressionThatRefersToItself() {
        assertUnreadable(Map.of(GOOD, "sh", "quarkus.sidecar.web.port", "${quarkus.sidecar.web.port}",
                "quarkus.sidecar.web.environment.A", "s3cr3t-${one}", "one", "${other}", "other", "${one}"),
                "quarkus.sidecar.web.port is ${quarkus.sidecar.web.port}: what it refers to cannot be read: ", "too deep",
                "quarkus.sidecar.web.environment.A is ${one}: what it refers to cannot be read");
    }

    @Test
    void refusesElementsOfSidecars() {
        assertMistakes(Map.of("quarkus.sidecar.web[0].command", "sh"), "has 1 mistake:",
                "quarkus.sidecar.web[0].command is set, but there is no such key:");
        assertMistakes(Map.of("quarkus.sidecar.\"web[0]\".command", "sh"), "has 1 mistake:");
    }

    @Test
    void leavesEnvironmentVariablesAloneWhoseNamesAreAmbiguous() {
        SmallRyeConfig config = TestConfig.of(Map.of(GOOD, "sh"),
                Map.of("QUARKUS_SIDECAR_WEB_ENVIRONMENT_MY_KEY", "x", "QUARKUS_SIDECAR_WEB_COMAND", "x"));
        check(config, Map.of());
    }

    @Test
    void readsWhatOnlyTheEnvironmentSets() {
        for (String variable : new String[] { "QUARKUS_SIDECAR_AGENT_MONITOR_HEALTH_TIMEOUT",
                "QUARKUS_SIDECAR_SHUTDOWN_TIMEOUT", "QUARKUS_SIDECAR_AGENT_MONITOR_ENABLED" }) {
            for (String monitor : new String[] { "agent-monitor", "\"agent-monitor\"" }) {
                String name = monitor.startsWith("\"") ? variable.replace("AGENT_MONITOR", "_AGENT_MONITOR_") : variable;
                assertThatThrownBy(() -> TestConfig.of(Map.of("quarkus.sidecar." + monitor + ".command", "sh"),
                        Map.of(name, "5min"))).hasMessageContaining("(environment variable " + name + ") is 5min: it must be");
            }
        }
    }

    @Test
    void refusesANameThatIsInQuotesAtOnePlaceOnly() {
        assertMistakes(Map.of("quarkus.sidecar.agent-monitor.command", "sh",
                "quarkus.sidecar.\"agent-monitor\".enabled", "false"), "has 1 mistake",
                "quarkus.sidecar.\"agent-monitor\".enabled: set next to quarkus.sidecar.agent-monitor.command: of a name with"
                        + " and without quotes only one is read: write 'agent-monitor' everywhere without");
        assertMistakes(Map.of("quarkus.sidecar.\"web\".command", "sh", "quarkus.sidecar.web.port", "4820"), "has 1 mistake",
                "quarkus.sidecar.\"web\".command: set next to quarkus.sidecar.web.port: ");
        check(Map.of(GOOD, "sh", "quarkus.sidecar.\"a.b\".command", "sh", "quarkus.sidecar.\"web\".container.image", "x"));
    }

    @Test
    void refusesASidecarThatAVariableHides() {
        for (String key : new String[] { "COMAND", "CONTAINER_IMAGE", "PORT", "STOP_TIMEOUT" }) {
            SmallRyeConfig config = TestConfig.of(Map.of("quarkus.sidecar.\"web\".command", "sh"),
                    Map.of("QUARKUS_SIDECAR_WEB_" + key, "1"));
            assertThatThrownBy(() -> check(config, Map.of())).as(key).hasMessageContaining("has 1 mistake:")
                    .hasMessageContaining("quarkus.sidecar.\"web\".command: set next to ");
        }
    }

    @Test
    void tellsOfGlobalKeysInQuotesAndOfElementsOfWhatIsNoList() {
        for (String key : new String[] { "quarkus.sidecar.\"enabled\"", "quarkus.sidecar.\"shutdown-timeout\"",
                "quarkus.sidecar.enabled[0]", "quarkus.sidecar.web.port[0]", "quarkus.sidecar.web.health.path[0]" }) {
            assertMistakes(Map.of(GOOD, "sh", key, "1"), "has 1 mistake:", key + " is set, but there is no such key:");
        }
        check(Map.of(GOOD + "[0]", "sh", "quarkus.sidecar.web.restart.fatal-exit-codes[0]", "1"));
    }

    @Test
    void tellsOfKeysInQuotesThatNobodyReads() {
        for (String key : new String[] { "\"command\"", "\"stop\".timeout", "stop.\"timeout\"", "\"environment\".A",
                "\"environment\".\"A\"", "\"stop.timeout\"" }) {
            assertMistakes(Map.of(GOOD, "sh", "quarkus.sidecar.web." + key, "1"), "has 1 mistake:",
                    "quarkus.sidecar.web." + key + " is set, but there is no such key:");
        }
        check(Map.of(GOOD, "sh", "quarkus.sidecar.web.environment.\"stop.timeout\"", "1",
                "quarkus.sidecar.web.environment.\"A\"", "1", "quarkus.sidecar.web.environment.B", "1"));
    }

    @Test
    void takesNoBlankForOneThatTheConvertersLeave() {
        assertUnreadable(Map.of(GOOD, "sh", "quarkus.sidecar.web.enabled", "true\u3000", "quarkus.sidecar.web.port",
                "\u20038080", "quarkus.sidecar.web.health.interval", "5s\u3000", "quarkus.sidecar.web.restart.policy",
                "\u2003never"), "web.enabled is", "web.port is", "web.health.interval is",
                "web.restart.policy is");
        check(Map.of(GOOD, "sh", "quarkus.sidecar.web.enabled", " true\t", "quarkus.sidecar.web.port", " 8080 "));
    }

    @Test
    void tellsOfAShutdownTimeoutThatIsNoneWhereNothingIsDeclared() {
        assertMistakes(Map.of("quarkus.sidecar.shutdown-timeout", "0"), "shutdown-timeout is 0s: it must be between 1ms and");
        assertMistakes(Map.of("quarkus.sidecar.shutdown-timeout", "-1s"),
                "shutdown-timeout is -1s: it must be between 1ms and");
    }

    @Test
    void hasNoStackTraceAndTellsItsKeys() {
        ConfigurationException problem = (ConfigurationException) catchThrowable(() -> check(Map.of(
                "quarkus.sidecar.\"my web\".port", "70000")));
        assertThat(problem.getStackTrace()).isEmpty();
        assertThat(problem.getConfigKeys()).contains("quarkus.sidecar.\"my web\".port",
                "quarkus.sidecar.\"my web\".command");
    }

    private static Map<String, String> with(Map<String, String> some, String... more) {
        Map<String, String> all = new TreeMap<>(some);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    @Test
    void tellsOfAVariableWhoseNameOnlyTheEnvironmentTells() {
        assertThat(namesFrom("API_TOKEN", Map.of(GOOD, "sh"))).singleElement().asString()
                .contains("QUARKUS_SIDECAR_WEB_ENVIRONMENT_API_TOKEN is set", "gives sidecar 'web' a variable 'api.token'",
                        "write quarkus.sidecar.web.environment.API_TOKEN=${API_TOKEN}")
                .doesNotContain("s3cr3t");
        assertThat(namesFrom("API_TOKEN", Map.of(GOOD, "sh", "quarkus.sidecar.web.environment.API_TOKEN", "x"))).isEmpty();
        assertThat(namesFrom("API_TOKEN", Map.of(GOOD, "sh", "quarkus.sidecar.web.environment.\"api.token\"", "x"))).isEmpty();
        assertThat(namesFrom("LEVEL", Map.of(GOOD, "sh"))).hasSize(1);
        assertThat(namesFrom("LEVEL", Map.of(GOOD, "sh", "quarkus.sidecar.web.environment.level", "x"))).isEmpty();
    }

    private static List<String> namesFrom(String name, Map<String, String> properties) {
        Map<String, String> variables = Map.of("QUARKUS_SIDECAR_WEB_ENVIRONMENT_" + name, "s3cr3t");
        SmallRyeConfig config = TestConfig.of(properties, variables);
        return EnvironmentVariables.warnings(variables.keySet(), config,
                config.getConfigMapping(SidecarsRuntimeConfig.class).sidecars());
    }

    private static void assertUnreadable(Map<String, String> properties, String... parts) {
        assertThatThrownBy(() -> TestConfig.of(properties)).isInstanceOf(ConfigValidationException.class)
                .satisfies(problem -> assertThat(problem.getMessage()).contains(parts));
    }

    private static void assertMistakes(Map<String, String> properties, String... parts) {
        assertThatThrownBy(() -> check(properties)).isInstanceOf(ConfigurationException.class)
                .satisfies(problem -> assertThat(problem.getMessage()).contains(parts));
    }

    private static void check(Map<String, String> properties) {
        check(TestConfig.of(properties), Map.of());
    }

    private static void check(SmallRyeConfig config, Map<String, String> injected) {
        ConfigValidator.check(config.getConfigMapping(SidecarsRuntimeConfig.class), config, injected);
    }
}
