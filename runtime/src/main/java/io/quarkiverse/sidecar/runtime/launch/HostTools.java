package io.quarkiverse.sidecar.runtime.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.cgroup.OwnControlGroup;
import io.quarkiverse.sidecar.runtime.process.ExecutableLookup;

/**
 * The tools of this machine that protect a launch. Each is tried, because presence tells little: BusyBox has a
 * {@code setpriv} that knows no parent-death signal.
 *
 * @param setsid makes the sidecar the leader of its own session
 * @param setpriv makes the kernel kill the sidecar when the app dies
 * @param shell holds the gate
 * @param bash holds the gate when the environment has names that other shells drop
 * @param guard the shell that the guard runs in, with all that it needs
 * @param controlGroup the application's own control group, where groups can be made in it
 */
record HostTools(Optional<Path> setsid, Optional<Path> setpriv, Optional<Path> shell, Optional<Path> bash,
        Optional<Path> guard, Optional<Path> controlGroup) {

    private static final Logger LOG = Logger.getLogger(HostTools.class);

    private static final String GUARD_NEEDS = "it needs /proc, and 'sh', 'grep' with -z, 'ls', 'tr', and 'sleep' on the PATH";

    static final List<String> PARENT_DEATH_KILLS = List.of("--pdeathsig", "KILL", "--");

    /** @param path the app's own PATH: these are our tools, not the sidecar's */
    static HostTools detect(String path) {
        Optional<Path> shell = find("sh", path).or(() -> find("sh", "/bin")).filter(sh -> Trial.works(sh, "-c", "exit 0"));
        Optional<Path> bash = find("bash", path).filter(sh -> Trial.works(sh, "--posix", "-c", "exit 0"));
        Optional<Path> setsid = find("setsid", path).filter(tool -> Trial.works(tool, nothing(shell, tool)));
        Optional<Path> setpriv = find("setpriv", path).filter(tool -> Trial.works(tool,
                Stream.concat(PARENT_DEATH_KILLS.stream(), Stream.of(nothing(shell, tool))).toArray(String[]::new)));
        Optional<Path> guard = shell.or(() -> bash).filter(sh -> Trial.works(GuardScript.trial(sh),
                GuardScript.trialEnvironment(path), GuardScript.trialInput()));
        return new HostTools(setsid, setpriv, shell, bash, guard, OwnControlGroup.detect());
    }

    /** Says what is missing and what that means. */
    void logMissing() {
        if (setsid.isEmpty()) {
            LOG.info("No usable 'setsid' on the PATH: sidecars share the session of this application, so a signal from its"
                    + " terminal reaches them too. Install util-linux to change that.");
        }
        if (setpriv.isEmpty() && guard.isEmpty()) {
            LOG.infof(
                    "No 'setpriv' with --pdeathsig on the PATH, and no guard (%s): a sidecar outlives this application when that"
                            + " is killed, and is reclaimed at its next start. Install util-linux to change that.",
                    GUARD_NEEDS);
        } else if (setpriv.isEmpty()) {
            LOG.info("No 'setpriv' with --pdeathsig on the PATH: when this application is killed, its sidecars are ended some"
                    + " milliseconds later by the guard, not at once by the kernel. Install util-linux to change that.");
        } else if (guard.isEmpty()) {
            LOG.infof("No guard (%s): descendants of a sidecar outlive this application when that is killed, and are"
                    + " reclaimed at its next start.", GUARD_NEEDS);
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
        return ExecutableLookup.find(tool, path, Path.of("").toAbsolutePath());
    }

    /** A command that does nothing, for the tool to run. */
    private static String[] nothing(Optional<Path> shell, Path tool) {
        return shell.map(sh -> new String[] { sh.toString(), "-c", "exit 0" })
                .orElseGet(() -> new String[] { tool.toString(), "--version" });
    }

    /** Runs a tool once to see whether it does what we want of it. */
    static final class Trial {

        private static final long SECONDS = 10;

        private Trial() {
        }

        static boolean works(Path tool, String... arguments) {
            return ends(new ProcessBuilder(Stream.concat(Stream.of(tool.toString()), Stream.of(arguments)).toList()), "");
        }

        /** @param environment the whole of it */
        static boolean works(List<String> command, Map<String, String> environment, String input) {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().keySet().clear();
            builder.environment().putAll(environment);
            return ends(builder, input);
        }

        private static boolean ends(ProcessBuilder builder, String input) {
            try {
                Process trial = builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
                tell(trial, input);
                boolean ended = trial.waitFor(SECONDS, TimeUnit.SECONDS);
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

        /** A tool that does not want to hear it tells by its exit how it fares. */
        private static void tell(Process trial, String input) {
            try (OutputStream stdin = trial.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                return;
            }
        }
    }

    /**
     * The application as process 1 of a container. Every process there whose parent has ended becomes its child, and a JVM
     * takes note of the end of none but those it launched.
     */
    static final class ProcessOne {

        private static final Logger LOG = Logger.getLogger(ProcessOne.class);

        private ProcessOne() {
        }

        /** Says what that means, if it is so. */
        static void logIf(boolean processOne) {
            if (processOne) {
                LOG.info(
                        "This application is process 1 of its container: what descends from a sidecar, and outlives its own parent, stays"
                                + " in the process table as a zombie once it has ended. For sidecars that start processes of their own put an"
                                + " init in front of the application, for example 'docker run --init' or tini.");
            }
        }
    }
}
