package io.quarkiverse.sidecar.runtime.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

/** Innocent processes, each as hard to tell from a sidecar as can be. */
final class Bystanders {

    private static final String FOREIGN_TOKEN = "fedcba9876543210".repeat(2);

    /**
     * What the forger of a record can know about one of them.
     *
     * @param marker what it carries; null when it carries none
     */
    record Innocent(Process process, ProcessEntry entry, Path executable, LaunchMarker marker) {

        long pid() {
            return entry.pid();
        }
    }

    private final ProcessTable table;
    private final OwnProcesses processes;
    private final List<Innocent> all = new ArrayList<>();

    /** @param live an owner that is alive */
    Bystanders(ProcessTable table, OwnProcesses processes, String live) throws IOException {
        this.table = table;
        this.processes = processes;
        plain("sleep", "1000");
        plain("setsid", "sleep", "1000");
        plain("tail", "-f", "/dev/null");
        marked(new LaunchMarker(live, FOREIGN_TOKEN), "sleep", "1000");
        marked(new LaunchMarker(live, HostileRecords.TOKEN), "sleep", "1000");
        marked(new LaunchMarker("nobody", HostileRecords.TOKEN), "setsid", "sleep", "1000");
        marked(new LaunchMarker(HostileRecords.OTHER_DEAD.toString(), FOREIGN_TOKEN), "setsid", "sleep", "1000");
    }

    List<Innocent> all() {
        return all;
    }

    void assertAllAlive() {
        assertThat(all).allSatisfy(innocent -> assertThat(table.find(innocent.pid()))
                .hasValueSatisfying(now -> assertThat(now.sameProcess(innocent.entry()) && !now.zombie()).isTrue()));
    }

    private void plain(String... command) throws IOException {
        add(new ProcessBuilder(command), null);
    }

    private void marked(LaunchMarker marker, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Map.of(LaunchMarker.OWNER, marker.owner(), LaunchMarker.TOKEN, marker.token()));
        add(builder, marker);
    }

    private void add(ProcessBuilder builder, LaunchMarker marker) throws IOException {
        builder.environment().keySet().removeIf(name -> name.startsWith("SIDECAR_") && marker == null);
        Process process = processes.start(builder);
        String program = builder.command().get(builder.command().get(0).equals("setsid") ? 1 : 0);
        await().until(() -> table.executable(process.pid()).filter(file -> file.endsWith(program)).isPresent());
        all.add(new Innocent(process, table.find(process.pid()).orElseThrow(), table.executable(process.pid()).orElseThrow(),
                marker));
    }
}
