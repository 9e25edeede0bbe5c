package io.quarkiverse.sidecar.runtime.experiment;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The sidecar is a server whose processes all write over their environment: the main process, workers in its session, one of
 * them with another output, and a daemon in a session of its own. Its application is killed at random instants.
 */
@Tag("experiment")
@EnabledOnOs(OS.LINUX)
@Timeout(7200)
class OverwrittenEnvironmentTest {

    private static final long SEED = Long.getLong("experiment.seed", new Random().nextInt());

    @TempDir
    Path directory;

    private final List<Process> holders = new ArrayList<>();

    @BeforeEach
    void perlIsHere() {
        assumeThat(Tools.find("perl")).as("a program that can write over its environment").isPresent();
    }

    @AfterEach
    void endHolders() {
        holders.forEach(Process::destroyForcibly);
    }

    /** Without a gate the output of a launch is not known, so where there is no shell some workers can escape. */
    @ParameterizedTest
    @EnumSource(names = { "NOTHING", "CONTROL_GROUP", "SETSID", "SETPRIV", "GUARD_TOOLS", "ALL_BUT_SHELL", "RECORD",
            "RECORD_AND_SESSION" })
    void leavesNoWorkerWhenTheApplicationIsKilled(MissingLayer missing) {
        String[] roles = missing.lost.stream().anyMatch(protection -> protection.name().equals("SESSION"))
                ? new String[] { "worker", "worker-daemon" }
                : new String[] { "worker", "worker-quiet", "worker-daemon" };
        try (Kills kills = new Kills(directory, missing, false, roles)) {
            kills.begin();
            try {
                for (int run = 0; run < ExperimentSize.runs(3, 50); run++) {
                    String what = "killed at a random instant, run " + run + " of -Dexperiment.seed=" + SEED + ", without "
                            + missing;
                    RandomKill kill = new RandomKill(SEED + run, kills);
                    kills.run(what, victim -> {
                        holdOutputOf(victim);
                        return kill.of(victim);
                    });
                    assertThat(holders).as("strangers that hold the output of a sidecar, %s", what)
                            .allMatch(Process::isAlive);
                }
            } finally {
                kills.report("all processes write over their environment, seed " + SEED);
            }
        }
    }

    /** As a server that runs already is given the output of its clients: {@code ssh} and {@code tmux} do so. */
    private void holdOutputOf(Host victim) {
        String output = "/proc/" + victim.family().main().pid() + "/fd/1";
        try {
            Process holder = new ProcessBuilder("sh", "-c", "exec sleep 10000 5>" + output).redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD).start();
            holders.add(holder);
            await().pollInterval(Duration.ofMillis(2))
                    .until(() -> Files.exists(Path.of("/proc", Long.toString(holder.pid()), "fd", "5"), NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
