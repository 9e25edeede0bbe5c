package io.quarkiverse.sidecar.runtime.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.sidecar.runtime.process.OwnProcesses;

/** A {@link CrashingApp} that runs, seen from the test that started it. */
final class KillableApp {

    private final OwnProcesses processes;
    private final Process process;
    private final BufferedReader output;
    private final List<Long> sidecars = new ArrayList<>();
    private final List<Long> printed = new ArrayList<>();

    private KillableApp(OwnProcesses processes, Process process) {
        this.processes = processes;
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream()));
    }

    /**
     * Returns when a line "up" has come out.
     *
     * @param path where the app finds tools: with none, nothing ends a sidecar when its app is killed
     */
    static KillableApp start(OwnProcesses processes, Path state, String script, String path) throws IOException {
        ProcessBuilder builder = CrashingApp.java(CrashingApp.class, Files.createDirectories(state).toString(), script);
        builder.environment().put("PATH", path);
        KillableApp app = new KillableApp(processes, processes.start(builder));
        app.untilUp();
        return app;
    }

    /** The script of a sidecar that is such an app itself. */
    static String script(Path state, String script) throws IOException {
        List<String> command = CrashingApp.java(CrashingApp.class, Files.createDirectories(state).toString(), script).command();
        StringBuilder line = new StringBuilder("exec");
        command.forEach(word -> line.append(" '").append(word.replace("'", "'\\''")).append("'"));
        return line.toString();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The main processes of the sidecars that this app, and those nested in it, have launched, in this order. */
    List<Long> sidecars() {
        return sidecars;
    }

    /** Those of which the scripts have said "pid N". */
    List<Long> printed() {
        return printed;
    }

    void kill() throws Exception {
        process.toHandle().destroyForcibly();
        process.onExit().get();
    }

    /** After its sidecar has ended. Returns when a line "up" has come out. */
    void launchAgain() throws IOException {
        sidecars.clear();
        printed.clear();
        process.getOutputStream().write(CrashingApp.AGAIN);
        process.getOutputStream().flush();
        assertThat(output.readLine()).isEqualTo("sidecar exited");
        untilUp();
    }

    private void untilUp() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); !"up".equals(line); line = output.readLine()) {
            assertThat(line).as("a line of the app, after %s", lines).isNotNull().isNotEqualTo("sidecar exited");
            lines.add(line);
            String[] words = line.split(" ");
            if (line.matches("(sidecar|pid) \\d+")) {
                long pid = Long.parseLong(words[1]);
                (words[0].equals("sidecar") ? sidecars : printed).add(pid);
                processes.ownIfAlive(pid);
            }
        }
    }
}
