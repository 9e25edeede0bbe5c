package io.quarkiverse.sidecar.runtime.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.runtime.experiment.ExperimentReport;
import io.quarkiverse.sidecar.runtime.experiment.ExperimentSize;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

/** The recorded pid really is another process's when the application starts again. */
@Tag("experiment")
@Timeout(1800)
class RecycledPidsTest {

    private static final String UNSHARE = ProcessTable.ofThisMachine().user(ProcessHandle.current().pid()).orElse(1) == 0
            ? "-pf"
            : "-Urpf";

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    @Test
    void endNobody() throws Exception {
        Process attempt = processes.start(namespace("sh", "-c", "echo 1000 > /proc/sys/kernel/ns_last_pid && echo yes"));
        assumeThat(output(attempt)).as("a pid namespace is permitted, and a pid can be chosen in it").contains("yes");
        int sidecars = ExperimentSize.runs(10, 100);
        int apps = ExperimentSize.runs(2, 20);
        int ticks = ExperimentSize.runs(2, 20);
        List<String> run = CrashingApp.java(RecyclingRun.class, directory.toString(), "" + sidecars, "" + apps, "" + ticks)
                .command();

        // The shell is process 1: it takes note of those that die as orphans, so that their pids are free again.
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\"; exit $?", "sh"));
        command.addAll(run);
        Process process = processes.start(namespace(command.toArray(String[]::new)));
        List<String> lines = output(process).lines().toList();

        assertThat(process.waitFor()).as("%s", lines).isZero();
        assertThat(lines.stream().filter("ok sidecar"::equals)).hasSize(sidecars);
        assertThat(lines.stream().filter("ok app"::equals)).hasSize(apps);
        assertThat(lines.stream().filter("ok tick"::equals)).hasSize(ticks);
        ExperimentReport report = ExperimentReport.table("recycled-pids", "pid given again", "rounds", "innocents killed",
                "sidecar launched");
        report.row("the sidecar's: same program and command, own session", sidecars, 0, sidecars);
        report.row("the app's: same program and command", apps, 0, apps);
        report.row("the sidecar's in the same clock tick: another token, or another program", 2 * ticks, 0, 2 * ticks);
    }

    private static ProcessBuilder namespace(String... command) {
        List<String> whole = new ArrayList<>(List.of("unshare", UNSHARE, "--mount-proc"));
        whole.addAll(List.of(command));
        return new ProcessBuilder(whole).redirectErrorStream(true);
    }

    private static String output(Process process) throws Exception {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
