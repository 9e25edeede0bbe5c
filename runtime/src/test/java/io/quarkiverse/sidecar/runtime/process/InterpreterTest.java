package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.sidecar.runtime.launch.CommandNotExecutableException;
import io.quarkiverse.sidecar.runtime.launch.Launcher;
import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;
import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;
import io.quarkiverse.sidecar.runtime.process.ExecutableLookup.Interpreter;

/** Scripts, whose first line says what runs them. */
@Timeout(60)
class InterpreterTest {

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    private final Launcher launcher = new Launcher(ProcessTable.ofThisMachine(), OwnProcesses.newOwner());

    @AfterEach
    void close() {
        launcher.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "/no/such/shell                | '/no/such/shell'",
            " /no/such/shell -e            | '/no/such/shell'",
            "no-such-shell                 | 'no-such-shell'",
            "/                             | '/'",
            "/usr/bin/env no-such-program  | 'no-such-program', as its first line says, and that is not in any folder",
            "/usr/bin/env -S no-such -x    | 'no-such', as its first line says, and that is not in any folder",
    })
    void namesAnInterpreterThatIsMissing(String firstLine, String named) throws Exception {
        Path script = script("#!" + firstLine + "\n");
        assertThatThrownBy(() -> launch(script)).hasCauseInstanceOf(CommandNotExecutableException.class)
                .hasMessageContaining("'helper'").hasMessageContaining("its first line").hasMessageContaining(named);
    }

    @ParameterizedTest
    @ValueSource(strings = { "#!/bin/sh", "#!/usr/bin/env sh" })
    void saysWhenALineEndOfWindowsIsTakenForAPartOfTheName(String firstLine) throws Exception {
        Path script = script(firstLine + "\r\nexit 0\r\n");
        assertThatThrownBy(() -> launch(script)).hasCauseInstanceOf(CommandNotExecutableException.class)
                .hasMessageContaining("Windows line end").hasMessageNotContaining("\r");
    }

    /** The kernel does not execute it; a shell would, as a script of its own. */
    @ParameterizedTest
    @ValueSource(strings = { "# no interpreter", "" })
    void refusesATextThatNamesNoInterpreter(String firstLine) throws Exception {
        Path script = script(firstLine + "\nexit 7\n");
        assertThatThrownBy(() -> launch(script)).hasCauseInstanceOf(CommandNotExecutableException.class)
                .hasMessageContaining("does not begin with #!");
    }

    @ParameterizedTest
    @ValueSource(strings = { "#!/bin/sh", "#!/bin/sh -e", "#! /bin/sh", "#!/usr/bin/env sh", "#!/usr/bin/env -S sh -e",
            "#!/usr/bin/env -S A=b sh -e", "#!" })
    void launchesWhatCanBeRun(String firstLine) throws Exception {
        assertThat(launch(script(firstLine + "\nexit 7\n")).onExit().get(20, TimeUnit.SECONDS).code()).isEqualTo(7);
    }

    /** Nobody may read it, but it can be executed; for root there is no such file. */
    @Test
    void leavesAloneWhatCannotBeRead() throws Exception {
        assertThat(Interpreter.missing(directory.resolve("no-such-file"), "/bin", directory)).isEmpty();
        assertThat(Interpreter.missing(directory, "/bin", directory)).isEmpty();
    }

    private Path script(String text) throws IOException {
        Path script = Files.writeString(directory.resolve("script"), text);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private SidecarProcess launch(Path script) throws Exception {
        ProcessSpec spec = new ProcessSpec("helper", List.of(script.toString()), Map.of("PATH", System.getenv("PATH")),
                directory);
        return processes.own(launcher.launch(spec, ticket -> {
            // of no record
        }).get(20, TimeUnit.SECONDS));
    }
}
