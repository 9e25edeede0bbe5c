package io.quarkiverse.sidecar.runtime.config.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.config.ActualPortInterceptor;
import io.quarkiverse.sidecar.runtime.config.ConfigKeyCatalog;
import io.quarkiverse.sidecar.runtime.config.InvalidValueInterceptor;
import io.quarkiverse.sidecar.runtime.config.SidecarConfigBuilder.GlobalKeys;
import io.quarkiverse.sidecar.runtime.config.SidecarsRuntimeConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** What is told to somebody who mistyped a key, a value or a name. */
class MisspeltConfigurationTest {

    private static final String GOOD = "quarkus.sidecar.web.command";

    @Test
    void knowsEveryKeyThatThereIs() {
        assertThat(ConfigKeyCatalog.kind("quarkus.sidecar.enabled")).isPresent();
        assertThat(ConfigKeyCatalog.kind("quarkus.sidecar.health.enabled")).isPresent();
        assertThat(ConfigKeyCatalog.kind("quarkus.sidecar.\"my.web\".health.headers.\"X.Y\"")).isPresent();
        assertThat(ConfigKeyCatalog.kind("quarkus.sidecar.web.environment.KEY")).isPresent();
        assertThat(ConfigKeyCatalog.kind("quarkus.sidecar.web.command[0]")).isPresent();
        assertThat(ConfigKeyCatalog.kind("quarkus.sidecar.web.restart.fatal-exit-codes")).isPresent();
        assertThat(ConfigKeyCatalog.kind("quarkus.sidecar.web.environment.MY.KEY")).isEmpty();
        assertThat(ConfigKeyCatalog.kind("quarkus.sidecar.web")).isEmpty();
    }

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
                "there is no such key: there are command, container.*, depends-on, enabled, environment.*");
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
        assertThatThrownBy(() -> check(builder(monitor).build(), Map.of("agent-monitr", "Shop#monitor")))
                .hasMessageContaining("Shop#monitor injects it: did you mean 'agent-monitor'? Otherwise set");
    }

    @Test
    void tellsWhatCannotBeReadBesideTheOtherMistakes() {
        Map<String, String> wrong = new TreeMap<>(Map.of("quarkus.sidecar.web.port", "abc", "quarkus.sidecar.web.enabled",
                "ture", "quarkus.sidecar.web.health.interval", "10sec", "quarkus.sidecar.web.stop.signal", "SIGTERM",
                "quarkus.sidecar.web.restart.policy", "on-failur", "quarkus.sidecar.web.restart.jitter", "a bit",
                "quarkus.sidecar.web.restart.fatal-exit-codes", "1,two", "quarkus.sidecar.web.host", ""));
        wrong.putAll(Map.of("quarkus.sidecar.web.health.path", "health", "quarkus.sidecar.web.environment.A", "${NOT_THERE}",
                "quarkus.sidecar.shutdown-timeout", "soon"));
        assertMistakes(wrong, "has 12 mistakes:",
                "quarkus.sidecar.web.port is abc: it must be a whole number",
                "quarkus.sidecar.web.enabled is ture: it must be true or false",
                "quarkus.sidecar.web.health.interval is 10sec: it must be a duration, for example 500ms, 10s",
                "quarkus.sidecar.web.stop.signal is SIGTERM: did you mean 'term'? Otherwise it must be one of",
                "quarkus.sidecar.web.restart.policy is on-failur: did you mean 'on-failure'? Otherwise it must be one of always",
                "quarkus.sidecar.web.restart.jitter is a bit: it must be a number",
                "quarkus.sidecar.web.restart.fatal-exit-codes is 1,two: it must be whole numbers",
                "quarkus.sidecar.web.host is empty: give it a value",
                "quarkus.sidecar.web.health.path is health: it must begin with a slash",
                "quarkus.sidecar.web.environment.A is ${NOT_THERE}: nothing gives a value",
                "quarkus.sidecar.shutdown-timeout is soon: it must be a duration",
                "quarkus.sidecar.web.command is missing");
    }

    @Test
    void showsOfAnExpressionOnlyWhatItRefersTo() {
        Throwable problem = catchThrowable(() -> check(Map.of(GOOD, "sh", "quarkus.sidecar.web.environment.A",
                "s3cr3t-${NOT_THERE}")));
        assertThat(problem.getMessage()).contains("environment.A is ${NOT_THERE}").doesNotContain("s3cr3t");
    }

    @Test
    void tellsWhatIsMissingOfAnExpressionAlsoWhereANumberIsWanted() {
        assertMistakes(Map.of(GOOD, "sh", "quarkus.sidecar.web.port", "${NOT_THERE}"), "has 1 mistake:",
                "quarkus.sidecar.web.port is ${NOT_THERE}: nothing gives a value");
    }

    @Test
    void tellsAnExpressionThatRefersToItself() {
        assertMistakes(Map.of(GOOD, "sh", "quarkus.sidecar.web.port", "${quarkus.sidecar.web.port}",
                "quarkus.sidecar.web.environment.A", "s3cr3t-${one}", "one", "${other}", "other", "${one}"), "has 2 mistakes:",
                "quarkus.sidecar.web.port is ${quarkus.sidecar.web.port}: what it refers to leads back to itself",
                "quarkus.sidecar.web.environment.A is ${one}: what it refers to leads back to itself");
    }

    @Test
    void tellsAnExpressionThatRefersToItselfWhenTheApplicationIsBuilt() {
        SmallRyeConfig settings = new SmallRyeConfigBuilder().addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(Map.of(GOOD, "sh", "quarkus.sidecar.web.port",
                        "${quarkus.sidecar.web.port}"), "test", 100))
                .build();
        assertThat(PropertyValidator.misspeltValues(settings)).isEmpty();
    }

    @Test
    void refusesElementsOfSidecars() {
        assertMistakes(Map.of("quarkus.sidecar.web[0].command", "sh"), "has 1 mistake:",
                "quarkus.sidecar.web[0].command is set, but there is no such key:", "declared under its name",
                "as in quarkus.sidecar.web.command");
        assertMistakes(Map.of("quarkus.sidecar.\"web[0]\".command", "sh"), "has 1 mistake:",
                "as in quarkus.sidecar.web.command");
    }

    @Test
    void leavesEnvironmentVariablesAloneWhoseNamesAreAmbiguous() {
        SmallRyeConfig config = builder(Map.of(GOOD, "sh")).withSources(new EnvConfigSource(
                Map.of("QUARKUS_SIDECAR_WEB_ENVIRONMENT_MY_KEY", "x", "QUARKUS_SIDECAR_WEB_COMAND", "x"), 300)).build();
        check(config, Map.of());
    }

    @Test
    void readsWhatOnlyTheEnvironmentSets() {
        for (String variable : new String[] { "QUARKUS_SIDECAR_AGENT_MONITOR_HEALTH_TIMEOUT",
                "QUARKUS_SIDECAR_SHUTDOWN_TIMEOUT", "QUARKUS_SIDECAR_AGENT_MONITOR_ENABLED" }) {
            for (String monitor : new String[] { "agent-monitor", "\"agent-monitor\"" }) {
                String name = monitor.startsWith("\"") ? variable.replace("AGENT_MONITOR", "_AGENT_MONITOR_") : variable;
                SmallRyeConfig config = builder(Map.of("quarkus.sidecar." + monitor + ".command", "sh"))
                        .withSources(new EnvConfigSource(Map.of(name, "5min"), 300)).build();
                assertThatThrownBy(() -> check(config, Map.of())).hasMessageContaining("is 5min: it must be");
            }
        }
    }

    @Test
    void tellsWhichSidecarAVariableHidesThatIsNoKey() {
        for (String variable : new String[] { "QUARKUS_SIDECAR_WEB_COMAND", "QUARKUS_SIDECAR_WEB_CONTAINER_IMAGE" }) {
            SmallRyeConfig config = builder(Map.of("quarkus.sidecar.\"web\".command", "sh"))
                    .withSources(new EnvConfigSource(Map.of(variable, "x"), 300)).build();
            assertThatThrownBy(() -> check(config, Map.of())).hasMessageContaining("has 1 mistake:")
                    .hasMessageContaining("quarkus.sidecar.\"web\".command is set, but an environment variable"
                            + " QUARKUS_SIDECAR_WEB_... hides it");
        }
    }

    @Test
    void refusesANameThatIsInQuotesAtOnePlaceOnly() {
        assertMistakes(Map.of("quarkus.sidecar.agent-monitor.command", "sh",
                "quarkus.sidecar.\"agent-monitor\".enabled", "false"), "has 1 mistake:",
                "quarkus.sidecar.\"agent-monitor\".enabled: set beside quarkus.sidecar.agent-monitor.command: of a name with"
                        + " and without quotes only one is read: write 'agent-monitor' everywhere without");
        assertMistakes(Map.of("quarkus.sidecar.\"web\".command", "sh", "quarkus.sidecar.web.port", "4820",
                "quarkus.sidecar.web.environment.A", "1"), "has 1 mistake:",
                "quarkus.sidecar.\"web\".command: set beside quarkus.sidecar.web.environment.A, quarkus.sidecar.web.port: ");
        check(Map.of(GOOD, "sh", "quarkus.sidecar.\"a.b\".command", "sh", "quarkus.sidecar.web.environment.\"A\"", "1"));
    }

    @Test
    void refusesAVariableOfOneWordWithoutTheQuotesThatTheNameHas() {
        for (String key : new String[] { "PORT", "ENABLED", "STOP_TIMEOUT" }) {
            SmallRyeConfig config = builder(Map.of("quarkus.sidecar.\"web\".command", "sh"))
                    .withSources(new EnvConfigSource(Map.of("QUARKUS_SIDECAR_WEB_" + key, "1"), 300)).build();
            assertThatThrownBy(() -> check(config, Map.of())).hasMessageContaining("has 1 mistake:")
                    .hasMessageContaining("quarkus.sidecar.\"web\".command: set beside quarkus.sidecar.web.")
                    .hasMessageContaining(" (by an environment variable): of a name with and without quotes");
        }
    }

    @Test
    void tellsOfVariablesWithoutTheQuotesThatTheNameHas() {
        Map<String, String> variables = Map.of("QUARKUS_SIDECAR_AGENT_MONITOR_ENABLED", "false",
                "QUARKUS_SIDECAR__AGENT_MONITOR__PORT", "4820", "QUARKUS_SIDECAR_AGENT_MONITOR_SERVICE_HOST", "h");
        for (String monitor : new String[] { "agent-monitor", "\"agent-monitor\"" }) {
            SmallRyeConfig config = builder(Map.of("quarkus.sidecar." + monitor + ".command", "sh"))
                    .withSources(new EnvConfigSource(variables, 300)).build();
            List<String> warnings = EnvironmentVariableValidator.warnings(variables.keySet(), config, List.of("agent-monitor"));
            assertThat(warnings).isEqualTo(monitor.startsWith("a") ? List.of()
                    : List.of("QUARKUS_SIDECAR_AGENT_MONITOR_ENABLED is set in the environment, and is ignored: the name of"
                            + " \"agent-monitor\" is in quotes in the configuration: write"
                            + " QUARKUS_SIDECAR__AGENT_MONITOR__ENABLED, or the name without quotes"));
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
        assertMistakes(Map.of(GOOD, "sh", "quarkus.sidecar.web.enabled", "true\u3000", "quarkus.sidecar.web.port",
                "\u20038080", "quarkus.sidecar.web.health.interval", "5s\u3000", "quarkus.sidecar.web.restart.policy",
                "\u2003never"), "has 4 mistakes:", "web.enabled is", "web.port is", "web.health.interval is",
                "web.restart.policy is");
        check(Map.of(GOOD, "sh", "quarkus.sidecar.web.enabled", " true\t", "quarkus.sidecar.web.port", " 8080 "));
    }

    @Test
    void tellsOfAShutdownTimeoutThatIsNoneWhereNothingIsDeclared() {
        assertMistakes(Map.of("quarkus.sidecar.shutdown-timeout", "0"), "shutdown-timeout is 0s: it must be longer than 0");
        assertMistakes(Map.of("quarkus.sidecar.shutdown-timeout", "-1s"), "shutdown-timeout is -1s: it must be longer than 0");
    }

    @Test
    void hasNoStackTraceAndTellsItsKeys() {
        ConfigurationException problem = (ConfigurationException) catchThrowable(() -> check(Map.of(
                "quarkus.sidecar.\"my web\".port", "abc")));
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
        SmallRyeConfig config = builder(properties).withSources(new EnvConfigSource(variables, 300)).build();
        return EnvironmentVariableValidator.warnings(variables.keySet(), config, List.of("web"));
    }

    private static void assertMistakes(Map<String, String> properties, String... parts) {
        assertThatThrownBy(() -> check(properties)).isInstanceOf(ConfigurationException.class)
                .satisfies(problem -> assertThat(problem.getMessage()).contains(parts));
    }

    private static void check(Map<String, String> properties) {
        check(builder(properties).build(), Map.of());
    }

    private static void check(SmallRyeConfig config, Map<String, String> injected) {
        ConfigValidator.check(config.getConfigMapping(SidecarsRuntimeConfig.class), config, injected);
    }

    private static SmallRyeConfigBuilder builder(Map<String, String> properties) {
        return new SmallRyeConfigBuilder().addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withInterceptorFactories(ActualPortInterceptor.factory(), InvalidValueInterceptor.factory(),
                        GlobalKeys.factory())
                .withMapping(SidecarsRuntimeConfig.class).withValidateUnknown(false);
    }
}
