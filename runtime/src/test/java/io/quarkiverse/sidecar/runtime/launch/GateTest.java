package io.quarkiverse.sidecar.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.runtime.process.OwnProcesses;

@Timeout(60)
class GateTest {

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    @Test
    void leavesWhenItsInputEndsBeforeItIsOpened() throws Exception {
        Process gate = gate(ProcessHandle.current().pid());

        gate.getOutputStream().close();

        assertThat(gate.waitFor()).isEqualTo(Gate.NOT_OPENED);
        assertThat(directory.resolve("started")).doesNotExist();
    }

    @Test
    void leavesWhenItIsOpenedByAnAppThatHasDied() throws Exception {
        Process gate = gate(ProcessHandle.current().pid() + 1);

        open(gate);

        assertThat(gate.waitFor()).isEqualTo(Gate.PARENT_GONE);
        assertThat(directory.resolve("started")).doesNotExist();
    }

    @Test
    void becomesTheProgramWhenItIsOpened() throws Exception {
        Process gate = gate(ProcessHandle.current().pid());

        open(gate);

        assertThat(gate.waitFor()).isZero();
        assertThat(directory.resolve("started")).exists();
    }

    @Test
    void knowsWhichNamesShellsDrop() {
        assertThat(Gate.namesThatShellsDrop(List.of("PATH", "_", "a1", "a.b", "x-y", "1a", "é", "BASH_FUNC_f%%")))
                .containsExactly("1a", "BASH_FUNC_f%%", "a.b", "x-y", "é");
    }

    private Process gate(long parent) throws IOException {
        List<String> command = Stream.concat(Gate.inPosixShell(Path.of("/bin/sh")),
                Stream.of("touch", directory.resolve("started").toString())).toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put(Gate.PARENT, Long.toString(parent));
        assertThat(Files.exists(directory.resolve("started"))).isFalse();
        return processes.start(builder);
    }

    private static void open(Process gate) throws IOException {
        gate.getOutputStream().write('\n');
        gate.getOutputStream().close();
    }
}
