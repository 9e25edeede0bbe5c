package io.quarkiverse.sidecar.runtime.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

/**
 * The tools of this machine that protect a launch. Each is tried, because presence tells little: BusyBox has a
 * {@code setpriv} that knows no parent-death signal.
 *
 * @param setsid makes the sidecar the leader of its own session
 * @param setpriv makes the kernel kill the sidecar when the app dies
 * @param shell holds the gate
 * @param bash holds the gate when the environment has names that other shells drop
 */
record Layers(Optional<Path> setsid, Optional<Path> setpriv, Optional<Path> shell, Optional<Path> bash) {

    private static final Logger LOG = Logger.getLogger(Layers.class);

    private static final long TRIAL_SECONDS = 10;

    static final List<String> PARENT_DEATH_KILLS = List.of("--pdeathsig", "KILL", "--");

    /** @param path the app's own PATH: these are our tools, not the sidecar's */
    static Layers detect(String path) {
        Optional<Path> shell = find("sh", path).or(() -> find("sh", "/bin")).filter(sh -> works(sh, "-c", "exit 0"));
        Optional<Path> bash = find("bash", path).filter(sh -> works(sh, "--posix", "-c", "exit 0"));
        Optional<Path> setsid = find("setsid", path).filter(tool -> works(tool, nothing(shell, tool)));
        Optional<Path> setpriv = find("setpriv", path).filter(tool -> works(tool,
                Stream.concat(PARENT_DEATH_KILLS.stream(), Stream.of(nothing(shell, tool))).toArray(String[]::new)));
        return new Layers(setsid, setpriv, shell, bash);
    }

    /** Says what is missing and what that means. */
    void logMissing() {
        if (setsid.isEmpty()) {
            LOG.info("No usable 'setsid' on the PATH: sidecars share the session of this application, so a signal from its"
                    + " terminal reaches them too. Install util-linux to change that.");
        }
        if (setpriv.isEmpty()) {
            LOG.info("No 'setpriv' with --pdeathsig on the PATH: a sidecar outlives this application when that is killed,"
                    + " and is reclaimed at its next start. Install util-linux to change that.");
        }
        if (shell.isEmpty()) {
            LOG.warn("No usable 'sh': a sidecar's program may run for an instant before its record is on disk, and is not"
                    + " reclaimed if this application is killed just then.");
        }
    }

    /** What goes in front of the gate, or of the program itself when there is no gate. */
    List<String> prefix() {
        List<String> prefix = new ArrayList<>();
        setsid.ifPresent(tool -> prefix.add(tool.toString()));
        setpriv.ifPresent(tool -> {
            prefix.add(tool.toString());
            prefix.addAll(PARENT_DEATH_KILLS);
        });
        return prefix;
    }

    private static Optional<Path> find(String tool, String path) {
        return Programs.find(tool, path, Path.of("").toAbsolutePath());
    }

    /** A command that does nothing, for the tool to run. */
    private static String[] nothing(Optional<Path> shell, Path tool) {
        return shell.map(sh -> new String[] { sh.toString(), "-c", "exit 0" })
                .orElseGet(() -> new String[] { tool.toString(), "--version" });
    }

    private static boolean works(Path tool, String... arguments) {
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(List.of(arguments));
        try {
            Process trial = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD)
                    .start();
            trial.getOutputStream().close();
            boolean ended = trial.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                trial.toHandle().destroyForcibly();
            }
            return ended && trial.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
