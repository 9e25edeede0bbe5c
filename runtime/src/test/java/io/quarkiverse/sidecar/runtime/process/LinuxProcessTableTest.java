package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledOnOs(OS.LINUX)
class LinuxProcessTableTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    /** Else a tree would count as ended because nobody could look. */
    @Test
    void doesNotTakeALackOfDescriptorsForALackOfProcesses() throws Exception {
        Process app = processes.start(new ProcessBuilder("sh", "-c", "ulimit -n 64 && exec \"$@\"", "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), CrampedApp.class.getName()).redirectError(Redirect.DISCARD));

        await().atMost(Duration.ofSeconds(30)).until(() -> app.getInputStream().available() > 0);
        assertThat(app.inputReader().readLine()).isEqualTo("somebody, no idea");
    }

    @Test
    void tellsTheTimeInStartTicks() throws Exception {
        long before = TABLE.ticks();
        long started = TABLE.find(processes.bystander("sleep", "100").pid()).orElseThrow().startTicks();

        assertThat(started).isBetween(before, TABLE.ticks());
    }

    /** There is an instant in which the old environment is gone and the new one not yet there. */
    @Test
    void seesTheEnvironmentOfAProcessThatExecutesOneProgramAfterTheOther(@TempDir Path directory) throws Exception {
        Path script = Files.writeString(directory.resolve("again.sh"), "exec sh \"$0\"\n");
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString());
        builder.environment().put("LONG", "x".repeat(20_000));
        builder.environment().put(LaunchMarker.TOKEN, "t");
        Process process = processes.start(builder);

        for (int look = 0; look < 3000; look++) {
            assertThat(TABLE.environment(process.pid())).as("look %d", look).get()
                    .satisfies(environment -> assertThat(environment).containsEntry(LaunchMarker.TOKEN, "t"));
        }
    }
}
