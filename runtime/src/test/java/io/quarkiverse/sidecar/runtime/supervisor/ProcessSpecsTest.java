package io.quarkiverse.sidecar.runtime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;

class ProcessSpecsTest {

    private static final Map<String, String> APP = Map.of("PATH", "/bin", "HOME", "/home/ada", "QUARKUS_HTTP_PORT", "8080",
            "JAVA_TOOL_OPTIONS", "-Dx", "FOO", "bar");

    @Test
    void handsOnTheAppsEnvironmentButNotItsQuarkusConfiguration() {
        ProcessSpec spec = ProcessSpecs.of(TestDeclarations.with(List.of("sh"), Map.of("NEW", "1"), true), APP,
                OptionalInt.empty());
        assertThat(spec.environment()).isEqualTo(Map.of("PATH", "/bin", "HOME", "/home/ada", "FOO", "bar", "NEW", "1"));
    }

    @Test
    void handsOnOnlyTheBasicsWhenAskedTo() {
        ProcessSpec spec = ProcessSpecs.of(TestDeclarations.with(List.of("sh"), Map.of("NEW", "1"), false), APP,
                OptionalInt.empty());
        assertThat(spec.environment()).isEqualTo(Map.of("PATH", "/bin", "HOME", "/home/ada", "NEW", "1"));
    }

    @Test
    void keepsBackWhatIsUnsetButNotWhatIsDeclared() {
        SidecarDeclaration plain = TestDeclarations.with(List.of("sh"), Map.of("FOO", ""), true);
        SidecarDeclaration unset = new SidecarDeclaration(plain.name(), true, false, true, plain.command(),
                plain.environment(), true, Set.of("HOME", "FOO"), plain.workingDirectory(), plain.host(), plain.port(),
                plain.health(), plain.rules(), plain.stop(), plain.output(), 10, false, Set.of(), true);

        assertThat(ProcessSpecs.of(unset, APP, OptionalInt.empty()).environment())
                .isEqualTo(Map.of("PATH", "/bin", "FOO", ""));
    }

    @Test
    void inheritsNothingThatIsAddressedToTheApplication() {
        Map<String, String> application = new HashMap<>(APP);
        for (String name : List.of("JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "OPENJ9_JAVA_OPTIONS", "NOTIFY_SOCKET", "WATCHDOG_USEC",
                "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "MAINPID", "PORT", "VSCODE_INSPECTOR_OPTIONS")) {
            application.put(name, "1");
        }
        assertThat(ProcessSpecs.of(TestDeclarations.with(List.of("sh"), Map.of("NOTIFY_SOCKET", "@own"), true), application,
                OptionalInt.empty()).environment())
                .isEqualTo(Map.of("PATH", "/bin", "HOME", "/home/ada", "FOO", "bar", "NOTIFY_SOCKET", "@own"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", value = {
            "--inspect-brk=127.0.0.1:0 | none",
            "--max-old-space-size=512 | --max-old-space-size=512",
            "--inspect --max-old-space-size=512 | --max-old-space-size=512",
            "--require \"/opt/ms-vscode.js-debug/src/bootloader.js\" --inspect-publish-uid=http | none",
            "--require /idea/debugConnector.js | none",
            "--require ./tracing.js | --require ./tracing.js" })
    void leavesADebuggerOutOfNodeOptions(String options, String inherited) {
        assertThat(ProcessSpecs.of(TestDeclarations.with(List.of("node"), Map.of(), true), Map.of("NODE_OPTIONS", options),
                OptionalInt.empty()).environment().get("NODE_OPTIONS")).isEqualTo(inherited);
    }

    @Test
    void aDeclaredVariableIsHandedOnWhateverItsName() {
        ProcessSpec spec = ProcessSpecs.of(TestDeclarations.with(List.of("sh"), Map.of("QUARKUS_HTTP_PORT", "{port}"), true),
                APP, OptionalInt.of(4820));
        assertThat(spec.environment()).containsEntry("QUARKUS_HTTP_PORT", "4820");
    }

    @Test
    void tellsThePortInCommandEnvironmentAndPORT() {
        ProcessSpec spec = ProcessSpecs.of(TestDeclarations.with(List.of("server", "--port={port}"),
                Map.of("URL", "http://127.0.0.1:{port}/"), true), APP, OptionalInt.of(4820));
        assertThat(spec.command()).containsExactly("server", "--port=4820");
        assertThat(spec.environment()).containsEntry("PORT", "4820").containsEntry("URL", "http://127.0.0.1:4820/");
    }
}
