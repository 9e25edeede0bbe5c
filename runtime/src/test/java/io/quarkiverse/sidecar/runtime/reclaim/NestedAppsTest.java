package io.quarkiverse.sidecar.runtime.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;

/** An application whose sidecar is an application with a sidecar. Nothing but reclaim ends anybody here. */
@Timeout(120)
class NestedAppsTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();

    /** The sidecar, and a daemon of it that nobody's child and nobody's session leads to. */
    private static final String SIDECAR_WITH_DAEMON = "(/usr/bin/env setsid sleep 1000 >/dev/null 2>&1 & echo pid $!);"
            + " echo up; exec sleep 1000";

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    private KillableApp outer;
    private long innerApp;
    private long innerSidecar;
    private long innerDaemon;

    @BeforeEach
    void startBoth() throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        for (String tool : List.of("sleep", "setsid")) {
            Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin", tool));
        }
        // With setsid the sidecars lead sessions, and without setpriv and a guard they survive.
        outer = KillableApp.start(processes, directory.resolve("outer"),
                KillableApp.script(directory.resolve("inner"), SIDECAR_WITH_DAEMON), bin.toString());
        learn();
    }

    @Test
    void theNextOuterRunEndsTheInnerAppWithItsSidecars() throws Exception {
        LaunchMarker outerClaim = LaunchMarker.in(TABLE.environment(innerApp).orElseThrow()).get(0);
        assertThat(TABLE.environment(innerDaemon).orElseThrow().get(LaunchMarker.OWNER)).isNotEqualTo(outerClaim.owner());
        outer.kill();
        assertThat(List.of(innerApp, innerSidecar, innerDaemon)).allMatch(NestedAppsTest::alive);

        try (SlotLease next = occupy("outer")) {
            assertThat(next.reclaimed()).singleElement().satisfies(reclaimed -> {
                assertThat(reclaimed.pid()).isEqualTo(innerApp);
                assertThat(reclaimed.ended()).contains(innerApp, innerSidecar, innerDaemon);
            });
        }
        assertThat(List.of(innerApp, innerSidecar, innerDaemon)).noneMatch(NestedAppsTest::alive);
    }

    @Test
    void theNextOuterRunFindsInnerSidecarsAlsoWhenTheInnerAppIsGone() throws Exception {
        outer.kill();
        killInnerApp();
        assertThat(List.of(innerSidecar, innerDaemon)).allMatch(NestedAppsTest::alive);

        occupy("outer").close();

        assertThat(List.of(innerSidecar, innerDaemon)).noneMatch(NestedAppsTest::alive);
    }

    @Test
    void theInnerAppsNextLaunchReclaimsItsSidecarsAndTouchesNobodyElse() throws Exception {
        List<Long> old = List.of(innerSidecar, innerDaemon);
        killInnerApp();
        assertThat(old).allMatch(NestedAppsTest::alive);

        outer.launchAgain();
        learn();

        assertThat(old).noneMatch(NestedAppsTest::alive);
        assertThat(outer.isAlive()).isTrue();
        assertThat(List.of(innerApp, innerSidecar, innerDaemon)).allMatch(NestedAppsTest::alive)
                .doesNotContainAnyElementsOf(old);
    }

    @Test
    void aSecondInstanceOfEitherAppTouchesNobody() {
        try (SlotLease secondOuter = occupy("outer"); SlotLease secondInner = occupy("inner")) {
            assertThat(secondOuter.reclaimed()).isEmpty();
            assertThat(secondInner.reclaimed()).isEmpty();
        }
        assertThat(outer.isAlive()).isTrue();
        assertThat(List.of(innerApp, innerSidecar, innerDaemon)).allMatch(NestedAppsTest::alive);
    }

    private void learn() {
        innerApp = outer.sidecars().get(0);
        innerSidecar = outer.sidecars().get(1);
        innerDaemon = outer.printed().get(0);
    }

    private void killInnerApp() {
        ProcessHandle.of(innerApp).ifPresent(ProcessHandle::destroyForcibly);
        await().until(() -> !alive(innerApp));
    }

    private SlotLease occupy(String app) {
        return new Reclaimer(TABLE, Optional.of(directory.resolve(app))).occupy(name -> StopPolicy.DEFAULT);
    }

    private static boolean alive(long pid) {
        return TABLE.find(pid).filter(entry -> !entry.zombie()).isPresent();
    }
}
