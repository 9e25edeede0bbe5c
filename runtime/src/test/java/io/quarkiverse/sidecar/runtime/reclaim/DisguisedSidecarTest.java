package io.quarkiverse.sidecar.runtime.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;

/** Sidecars that do not look as they were launched, after a crash in which nothing else ended them. */
@Timeout(120)
class DisguisedSidecarTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();

    /** Perl writes its new name over its environment, as far as that is long. */
    private static final String OVERWRITES = "exec /usr/bin/perl -e '$0 = \"x\" x 100000; $| = 1; print \"up\\n\"; sleep 1000'";

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    @Test
    void oneThatOverwroteItsEnvironmentIsProvedByItsSession() throws Exception {
        long sidecar = crashPerl(OVERWRITES, "setsid");

        try (SlotLease next = occupy()) {
            assertThat(next.reclaimed()).singleElement()
                    .satisfies(reclaimed -> assertThat(reclaimed.proof()).contains("leads its own session"));
        }
        assertThat(alive(sidecar)).isFalse();
    }

    @Test
    void withoutASessionItIsProvedByItsOutput() throws Exception {
        long sidecar = crashPerl(OVERWRITES);

        try (SlotLease next = occupy()) {
            assertThat(next.reclaimed()).singleElement()
                    .satisfies(reclaimed -> assertThat(reclaimed.proof()).contains("its output"));
        }
        assertThat(alive(sidecar)).isFalse();
    }

    @Test
    void withoutSessionAndOutputAndAnotherProgramThanLaunchedNothingProvesIt() throws Exception {
        long sidecar = crashPerl(OVERWRITES.replace("sleep 1000", "close STDOUT; close STDERR; sleep 1000"));

        try (SlotLease next = occupy()) {
            assertThat(next.reclaimed()).isEmpty();
            assertThat(next.leftAlone()).singleElement().matches(left -> left.pid() == sidecar);
        }
        assertThat(alive(sidecar)).isTrue();
    }

    @Test
    void whatAWrapperThatExitsLeftBehindIsProvedByTheToken() throws Exception {
        Path leave = directory.resolve("leave");
        KillableApp app = start("sleep 1000 >/dev/null & echo pid $!; echo up; until [ -e " + leave + " ]; do sleep 0.02; done",
                "setsid");
        Files.createFile(leave);
        await().until(() -> !alive(app.sidecars().get(0)));
        app.kill();
        assertThat(app.printed()).allMatch(DisguisedSidecarTest::alive);

        try (SlotLease next = occupy()) {
            assertThat(next.reclaimed()).flatExtracting(ReclaimReport::ended).containsExactlyElementsOf(app.printed());
        }
    }

    @Test
    void aDaemonThatForkedTwiceIsProvedByTheToken() throws Exception {
        KillableApp app = start("(setsid sh -c 'sleep 1000 >/dev/null 2>&1 & echo pid $!; echo up' &); exec sleep 1000",
                "setsid", "sh");
        app.kill();

        occupy().close();

        assertThat(app.printed()).hasSize(1).noneMatch(DisguisedSidecarTest::alive);
    }

    private long crashPerl(String script, String... tools) throws Exception {
        assumeThat(Path.of("/usr/bin/perl")).as("a program that overwrites its environment").isExecutable();
        KillableApp app = start(script, tools);
        long sidecar = app.sidecars().get(0);
        assertThat(TABLE.environment(sidecar).orElse(Map.of())).doesNotContainKey(LaunchMarker.TOKEN);
        app.kill();
        assertThat(alive(sidecar)).isTrue();
        return sidecar;
    }

    /** The tools that the app has: without setpriv and a guard its sidecars survive. */
    private KillableApp start(String script, String... tools) throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("sleep"), Path.of("/usr/bin/sleep"));
        for (String tool : List.of(tools)) {
            Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin", tool));
        }
        return KillableApp.start(processes, directory.resolve("state"), script, bin.toString());
    }

    private SlotLease occupy() {
        return new Reclaimer(TABLE, Optional.of(directory.resolve("state"))).occupy(name -> StopPolicy.DEFAULT);
    }

    private static boolean alive(long pid) {
        return TABLE.find(pid).filter(entry -> !entry.zombie()).isPresent();
    }
}
