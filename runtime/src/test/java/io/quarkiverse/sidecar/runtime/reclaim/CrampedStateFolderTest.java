package io.quarkiverse.sidecar.runtime.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

/** Real file systems that are full, or may not be written: the application starts, launches, and says what is lost. */
@Timeout(120)
class CrampedStateFolderTest {

    private static final String UNSHARE = ProcessTable.ofThisMachine().user(ProcessHandle.current().pid()).orElse(1) == 0
            ? "-m"
            : "-Urm";

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    private List<String> lines;

    @BeforeEach
    void mountsAreOursToMake() throws Exception {
        Process attempt = processes
                .start(new ProcessBuilder("unshare", UNSHARE, "mount", "-t", "tmpfs", "-o", "size=4k", "none",
                        directory.toString()).redirectErrorStream(true));
        String said = new String(attempt.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeThat(attempt.waitFor()).as("a file system can be mounted in a namespace of our own: %s", said).isZero();
    }

    @Test
    void aDiskThatFillsUpBetweenTwoLaunches() throws Exception {
        run("size=8k", "true");

        assertLaunched("first").contains("RECORD", "GATE");
        assertLaunched("second").doesNotContain("RECORD", "GATE").contains("SESSION");
        assertThat(warnings()).singleElement().asString().contains(directory + "/", "sidecar 'second'", "No space left");
    }

    @Test
    void aDiskWithRoomForNoRecord() throws Exception {
        run("size=4k", "true");

        assertLaunched("first").doesNotContain("RECORD", "GATE");
        assertLaunched("second").doesNotContain("RECORD", "GATE");
        assertThat(warnings()).hasSize(2).allMatch(line -> line.contains(directory + "/") && line.contains("No space left"));
    }

    @Test
    void aDiskThatIsFullFromTheStart() throws Exception {
        run("size=8k", "! dd if=/dev/zero of=\"$folder/rest\" bs=1k count=100 2>/dev/null");

        assertLaunched("first").doesNotContain("RECORD", "GATE");
        assertLaunched("second").doesNotContain("RECORD", "GATE");
        assertThat(warnings()).anyMatch(line -> line.contains(directory + "/") && line.contains("No space left"))
                .hasSizeLessThan(6);
    }

    @Test
    void aDiskWithoutRoomForASlotIsAskedForOneOnly() throws Exception {
        for (int inodes : List.of(2, 3, 4, 5, 6)) {
            run("nr_inodes=" + inodes, "true");

            assertLaunched("first").doesNotContain("RECORD", "GATE");
            assertThat(warnings()).anyMatch(line -> line.contains(directory.toString()) && line.contains("No space left"))
                    .hasSizeLessThan(6);
        }
    }

    @Test
    void aFileSystemThatMayNotBeWritten() throws Exception {
        run("size=1m", "mount -o remount,bind,ro \"$folder\"");

        assertLaunched("first").doesNotContain("RECORD", "GATE").contains("SESSION");
        assertLaunched("second").doesNotContain("RECORD", "GATE");
        assertThat(warnings()).anyMatch(line -> line.contains(directory.toString()) && line.contains("not writable"))
                .anyMatch(line -> line.contains("Set quarkus.sidecar.state-directory"));
    }

    @Test
    void aFileSystemThatMayNotBeWrittenAnyMore() throws Exception {
        run("size=1m", "\"$@\" >/dev/null 2>&1; mount -o remount,bind,ro \"$folder\"");

        assertLaunched("first").doesNotContain("RECORD", "GATE");
        assertThat(warnings()).anyMatch(line -> line.contains(directory.toString()) && line.contains("not writable"));
    }

    @Test
    void aUsersStateFolderThatTheLocaleCannotExpress() throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c",
                "XDG_STATE_HOME=/tmp/$(printf 'gr\\303\\266\\303\\237e') exec \"$@\"", "sh"));
        command.addAll(CrashingApp.java(CrampedStateApp.class).command());
        ProcessBuilder app = new ProcessBuilder(command);
        app.environment().putAll(Map.of("LC_ALL", "C", "JAVA_TOOL_OPTIONS",
                "-Djava.io.tmpdir=" + directory + " -Duser.home=" + directory.resolve("no-home")));
        read(app);

        assertLaunched("first").contains("RECORD", "GATE");
    }

    /** Runs the application on a file system made so, after the shell has done that to it. */
    private void run(String options, String first) throws Exception {
        String script = "set -e; folder=$1; shift; set -- \"$@\" \"$folder\"; mount -t tmpfs -o " + options
                + ",mode=700 none \"$folder\"; " + first + "; exec \"$@\"";
        List<String> command = new ArrayList<>(List.of("unshare", UNSHARE, "sh", "-c", script, "sh", directory.toString()));
        command.addAll(CrashingApp.java(CrampedStateApp.class).command());
        read(new ProcessBuilder(command).redirectErrorStream(true));
    }

    private void read(ProcessBuilder app) throws IOException, InterruptedException {
        Process process = processes.start(app.redirectErrorStream(true));
        lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).as("%s", lines).isZero();
        assertThat(lines).anyMatch(line -> line.startsWith("up "));
    }

    private AbstractStringAssert<?> assertLaunched(String name) {
        return assertThat(lines.stream().filter(line -> line.startsWith(name + " ")).findFirst()).as("%s", lines).get()
                .asString().contains("alive true");
    }

    private List<String> warnings() {
        return lines.stream().filter(line -> line.startsWith("WARN") || line.startsWith("Warn")).toList();
    }
}
