package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.Protection;

/** Where this user may make control groups; elsewhere most of it is skipped. */
@Timeout(60)
class ControlGroupTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    /** Neither environment nor parent nor session nor output tells whose it is. */
    private static final String ESCAPE = "(setsid env -i sh -c 'echo $$ >daemon; exec sleep 1000' >/dev/null 2>&1 &)";

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path folder;

    private final String owner = OwnProcesses.newOwner();
    private final String before = System.getProperty(OwnControlGroup.SWITCH);

    @BeforeEach
    void switchOn() {
        System.setProperty(OwnControlGroup.SWITCH, "true");
    }

    @AfterEach
    void switchBack() {
        System.setProperty(OwnControlGroup.SWITCH, before);
    }

    @Test
    void holdsADaemonThatNothingElseTellsOf() throws Exception {
        Path parent = parent();
        try (Launcher launcher = new Launcher(TABLE, owner)) {
            SidecarProcess process = launch(launcher, ESCAPE + "; exec sleep 1000");
            long daemon = daemon();

            assertThat(process.protections()).contains(Protection.CONTROL_GROUP);
            assertThat(process.tree().members()).contains(process.pid(), daemon);
            EndReport report = process.tree().end(new StopRules(StopSignal.TERM, Duration.ofSeconds(10)));

            assertThat(report.ended()).contains(process.pid(), daemon);
            assertThat(report.killed()).isEmpty();
            process.release();
            assertThat(process.tree().traces().controlGroup().orElseThrow().directory()).doesNotExist();
        }
        assertThat(ControlGroup.ofRun(parent, owner)).as("nothing is left of the groups").doesNotExist();
    }

    @Test
    void isKilledByTheGuard() throws Exception {
        Path parent = parent();
        long daemon;
        try (Launcher launcher = new Launcher(TABLE, owner)) {
            launch(launcher, ESCAPE + "; exec sleep 1000");
            daemon = daemon();
        }
        await().until(() -> TABLE.find(daemon).filter(entry -> !entry.zombie()).isEmpty());
        await().until(() -> Files.notExists(ControlGroup.ofRun(parent, owner)));
    }

    @Test
    void isKilledAsAWholeWhileItForks() throws Exception {
        parent();
        try (Launcher launcher = new Launcher(TABLE, owner)) {
            SidecarProcess process = launch(launcher,
                    "trap '' TERM; relay() { (relay &) ; }; relay; echo $$ >daemon; exec sleep 1000");
            daemon();

            process.tree().end(StopRules.AT_ONCE);

            assertThat(process.tree().traces().controlGroup().orElseThrow().empty()).isTrue();
            assertThat(process.tree().members()).isEmpty();
        }
    }

    /** A record can name any path: only one that belongs to its launch, in the file system of control groups, is one. */
    @Test
    void isNoneWhereADirectoryOnlyLooksLikeOne() throws Exception {
        Claim claim = new Claim(owner, "token");
        Path directory = Files.createDirectories(ControlGroup.ofRun(folder, owner).resolve("token"));
        ControlGroup lookalike = new ControlGroup(directory);

        assertThat(lookalike.isOf(claim)).isTrue();
        assertThat(lookalike.exists()).isFalse();
        assertThat(lookalike.isOf(new Claim(owner, "other"))).isFalse();
        assertThat(lookalike.isOf(new Claim("other", "token"))).isFalse();
        assertThat(new ControlGroup(directory.resolve("..").resolve("token")).isOf(claim)).isFalse();
        assertThat(new ControlGroup(Path.of("/")).isOf(claim)).isFalse();
    }

    @Test
    void isFoundWhereItIsMounted() {
        String mount = "40 30 0:37 %s %s rw,relatime shared:9 - cgroup2 cgroup2 rw";
        List<String> unified = List.of("29 1 0:1 / / rw - ext4 disk rw", mount.formatted("/", "/sys/fs/cgroup"));

        assertThat(OwnControlGroup.find(List.of("4:memory:/x", "0::/user.slice/app"), unified))
                .contains(Path.of("/sys/fs/cgroup/user.slice/app"));
        assertThat(OwnControlGroup.find(List.of("0::/"), unified)).contains(Path.of("/sys/fs/cgroup"));
        assertThat(OwnControlGroup.find(List.of("0::/a/b"), List.of(mount.formatted("/a", "/mnt"))))
                .contains(Path.of("/mnt/b"));
        assertThat(OwnControlGroup.find(List.of("0::/a/b"), List.of(mount.formatted("/other", "/mnt")))).isEmpty();
        assertThat(OwnControlGroup.find(List.of("0::/../outside"), unified)).isEmpty();
        assertThat(OwnControlGroup.find(List.of("4:memory:/x"), unified)).isEmpty();
    }

    private Path parent() {
        Optional<Path> parent = OwnControlGroup.detect();
        assumeThat(parent).as("control groups can be made here").isPresent();
        return parent.get();
    }

    private SidecarProcess launch(Launcher launcher, String script) throws Exception {
        return processes.own(launcher.launch(new ProcessSpec("helper", List.of("sh", "-c", script), System.getenv(), folder),
                ticket -> {
                }).get());
    }

    private long daemon() throws Exception {
        await().until(() -> Files.exists(folder.resolve("daemon")) && Files.size(folder.resolve("daemon")) > 1);
        long pid = Long.parseLong(Files.readString(folder.resolve("daemon")).strip());
        processes.ownIfAlive(pid);
        return pid;
    }
}
