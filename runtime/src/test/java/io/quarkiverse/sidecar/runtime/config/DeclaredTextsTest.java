package io.quarkiverse.sidecar.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.output.OutputLevel;

/** What is declared arrives as it is written. */
class DeclaredTextsTest {

    private static final String WEB = "quarkus.sidecar.web.";

    @Test
    void emptyArgumentsSurvive() {
        assertThat(Arguments.of(web("command", "a,,b,"))).containsExactly("a", "", "b", "");
        assertThat(Arguments.of(web("command", "a\\,b,c\\\\,"))).containsExactly("a,b", "c\\", "");
        assertThat(Arguments.of(web("command[0]", "a", "command[1]", "", "command[2]", "b,c"))).containsExactly("a", "", "b,c");
        assertThat(Arguments.of(web("command", "a", "health.command", "b,,").health())).containsExactly("b", "", "");
        ContainerConfig container = TestConfig.of(Map.of(WEB + "container.command", "a,,b", WEB + "container.arguments", ",x"))
                .getConfigMapping(ContainersBuildTimeConfig.class).sidecars().get("web").container();
        assertThat(Arguments.of(container.commandText(), container.command())).containsExactly("a", "", "b");
        assertThat(Arguments.of(container.argumentsText(), container.arguments())).containsExactly("", "x");
    }

    @Test
    void anEmptyCommandIsNone() {
        assertThat(Arguments.of(web("command", ""))).isEmpty();
        assertThat(Arguments.of(web("port", "1"))).isEmpty();
    }

    @Test
    void theElementsOfAHigherSourceReplaceTheText() {
        SidecarConfig config = TestConfig.sidecar(Map.of(WEB + "command", "node,a.js"),
                Map.of("QUARKUS_SIDECAR_WEB_COMMAND_0_", "bash", "QUARKUS_SIDECAR_WEB_COMMAND_1_", ""));

        assertThat(Arguments.of(config)).containsExactly("bash", "");
    }

    @Test
    void emptyValuesAreValues() {
        SidecarConfig config = TestConfig.sidecar(
                new TreeMap<>(Map.of(WEB + "command", "sh", WEB + "environment.A", "", WEB + "environment.B", "${nothing:}",
                        WEB + "environment.C", "${empty}", "empty", "", WEB + "environment.D", "x", WEB + "health.headers.X-T",
                        "")),
                Map.of("QUARKUS_SIDECAR_WEB_ENVIRONMENT_D", ""));

        assertThat(config.environment()).containsEntry("A", "").containsEntry("B", "").containsEntry("C", "")
                .containsEntry("D", "");
        assertThat(config.health().headers()).containsEntry("X-T", "");
    }

    @Test
    void offIsOffAlsoInYaml() {
        assertThat(web("output.stdout-level", "false", "output.stderr-level", "off").output())
                .satisfies(output -> assertThat(List.of(output.stdoutLevel(), output.stderrLevel()))
                        .containsOnly(OutputLevel.OFF));
        assertThat(web("output.stderr-level", "Debug").output().stderrLevel()).isEqualTo(OutputLevel.DEBUG);
    }

    @Test
    void charactersThatTheLocaleLacksAreExplained() {
        assertThat(NativeEncoding.remedy("Zürich", StandardCharsets.US_ASCII, "C", null, "en_US.UTF-8"))
                .hasValue("the locale of this application (LC_ALL=C, US-ASCII) cannot express it: set LC_ALL=C.UTF-8");
        assertThat(NativeEncoding.remedy("Zürich", StandardCharsets.US_ASCII, "", null, "POSIX")).hasValueSatisfying(
                remedy -> assertThat(remedy).contains("LANG=POSIX"));
        assertThat(NativeEncoding.remedy("Zürich", StandardCharsets.UTF_8, "C", null, null)).isEmpty();
        assertThat(NativeEncoding.remedy("Zurich", StandardCharsets.US_ASCII, "C", null, null)).isEmpty();
    }

    @Test
    void notationOfAShellIsExplained() {
        assertThat(ShellNotation.mistake(WEB + "command", "sh,-c,run ${PORT}", true)).hasValueSatisfying(
                mistake -> assertThat(mistake).contains("write {port}", "\\\\${PORT}"));
        assertThat(ShellNotation.mistake(WEB + "command[2]", "run ${PORT:80}", true)).isPresent();
        assertThat(ShellNotation.mistake(WEB + "health.command", "sh,-c,ls ${DIR:-/tmp}", false)).hasValueSatisfying(
                mistake -> assertThat(mistake).contains("${DIR:...}", "\\\\${DIR:-...}"));
        assertThat(ShellNotation.mistake(WEB + "environment.A", "${DIR:?unset}", false)).isPresent();
        assertThat(ShellNotation.mistake(WEB + "command", "${PORT}", false)).as("there is no other port").isEmpty();
        assertThat(ShellNotation.mistake(WEB + "environment.A", "${WORKERS:-4}", true)).isPresent();
        assertThat(ShellNotation.mistake(WEB + "command", "sh,-c,run \\${PORT} ${DIR:/tmp} {port}", true)).isEmpty();
        assertThat(ShellNotation.mistake(WEB + "port", "${PORT:-1}", true)).as("no shell reads it").isEmpty();
    }

    @Test
    void aMissingReferenceIsExplainedByWhereItStands() {
        assertThat(ShellNotation.unresolved(WEB + "port", "${NOPE}")).endsWith("as in ${other.key:default}")
                .doesNotContain("shell");
        assertThat(ShellNotation.unresolved(WEB + "command", "run ${NOPE}")).contains("\\\\${NAME}", "or write a default");
        for (String raw : new String[] { "run ${PORT}", "run ${1}", "run ${#x}", "run ${PORT:-80} ${2}" }) {
            assertThat(ShellNotation.unresolved(WEB + "command", raw)).as(raw).contains("write {port}", "\\\\${NAME}")
                    .doesNotContain("write a default");
        }
    }

    private static SidecarConfig web(String... keys) {
        Map<String, String> properties = new TreeMap<>();
        for (int i = 0; i < keys.length; i += 2) {
            properties.put(WEB + keys[i], keys[i + 1]);
        }
        return TestConfig.sidecar(properties, Map.of());
    }
}
