package io.quarkiverse.sidecar.runtime.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.runtime.launch.Launcher;
import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;
import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;
import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.process.StopSignal;
import io.quarkiverse.sidecar.runtime.process.TreeTermination.EndReport;

/** Where this user may make control groups; elsewhere most of it is skipped. */
@Timeout(60)
class ControlGroupTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    /** Neither environment nor parent nor session nor output tells whose it is. */
    private static final String ESCAPE = "(setsid env -i sh -c 'echo $$ >daemon; exec sleep 1000' >/dev/null 2>&1 &)";

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

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
            EndReport report = process.terminate(new StopPolicy(StopSignal.TERM, Duration.ofSeconds(10)));

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

            process.terminate(StopPolicy.AT_ONCE);

            assertThat(process.tree().traces().controlGroup().orElseThrow().empty()).isTrue();
            assertThat(process.tree().members()).isEmpty();
        }
    }

    /** A record can name any path: only one that belongs to its launch, in the file system of control groups, is one. */
    @Test
    void isNoneWhereADirectoryOnlyLooksLikeOne() throws Exception {
        Path path = Files.createDirectories(ControlGroup.ofRun(directory, owner).resolve("token"));
        ControlGroup lookalike = new ControlGroup(path);

        assertThat(lookalike.isOf(owner, "token")).isTrue();
        assertThat(lookalike.exists()).isFalse();
        assertThat(lookalike.isOf(owner, "other")).isFalse();
        assertThat(lookalike.isOf("other", "token")).isFalse();
        assertThat(new ControlGroup(path.resolve("..").resolve("token")).isOf(owner, "token")).isFalse();
        assertThat(new ControlGroup(Path.of("/")).isOf(owner, "token")).isFalse();
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

    /** A link in the place of the group of the run leads to groups of others. */
    @Test
    void isNoneBehindALink() throws Exception {
        Path parent = parent();
        Files.createSymbolicLink(ControlGroup.ofRun(directory, owner), parent);
        ControlGroup foreign = new ControlGroup(ControlGroup.ofRun(directory, owner).resolve("token"));
        Path real = Files.createDirectory(parent.resolve("token"));
        try {
            assertThat(foreign.isOf(owner, "token")).isTrue();
            assertThat(foreign.exists()).isFalse();
            assertThat(new ControlGroup(real).exists()).isTrue();
        } finally {
            Files.delete(real);
        }
    }

    @Test
    void isNotTakenForEmptyWhenItCannotBeRead() throws Exception {
        ControlGroup unreadable = new ControlGroup(directory);
        ControlGroup gone = new ControlGroup(directory.resolve("gone"));

        assertThatIllegalStateException().isThrownBy(unreadable::members).withMessageContaining(directory.toString());
        assertThatIllegalStateException().isThrownBy(unreadable::empty);
        assertThat(gone.members()).isEmpty();
        assertThat(gone.empty()).isTrue();
    }

    @Test
    void leavesNothingBehindWhereNoProcessCanBePutIntoIt() throws Exception {
        Path parent = parent();
        Process gone = processes.bystander("true");
        gone.waitFor();

        assertThatIOException().isThrownBy(() -> ControlGroup.create(parent, owner, "token", gone.pid()));

        assertThat(ControlGroup.ofRun(parent, owner)).doesNotExist();
        Files.createDirectories(ControlGroup.ofRun(parent, owner).resolve("left"));
        OwnControlGroup.removeRun(owner);
        assertThat(ControlGroup.ofRun(parent, owner)).doesNotExist();
    }

    /** Anyone with the right to it can move a process to another group, as {@code systemd-run --scope} does. */
    @Test
    void isNoProtectionAnyMoreOnceAProcessHasLeftIt() throws Exception {
        Path parent = parent();
        try (Launcher launcher = new Launcher(TABLE, owner)) {
            SidecarProcess process = launch(launcher, "setsid env -i sh -c 'echo $$ >" + parent.resolve("cgroup.procs")
                    + "; read -r go <go; echo $$ >daemon; exec sleep 1000' >/dev/null 2>&1 & mkfifo go; echo go >go;"
                    + " exec sleep 1000");
            assertThat(process.grouped()).isTrue();
            long daemon = daemon();
            process.observe(traces -> {
            });

            assertThat(process.grouped()).isFalse();
            assertThat(process.guarded()).as("the guard knows it").isFalse();
            assertThat(process.terminate(StopPolicy.AT_ONCE).ended()).contains(process.pid(), daemon);
        }
    }

    /** An application can be started from within what an earlier run left. */
    @Test
    void isNotKilledByAnApplicationThatIsInIt() throws Exception {
        Path parent = parent();
        Process app = processes.start(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), AppInTheGroup.class.getName(), parent.toString(), owner)
                .redirectError(Redirect.INHERIT));

        assertThat(app.inputReader().lines()).containsExactly("alive");
        assertThat(app.waitFor()).isZero();
        OwnControlGroup.removeRun(owner);
    }

    static final class AppInTheGroup {

        public static void main(String[] args) throws Exception {
            LaunchMarker marker = new LaunchMarker(args[1], "token");
            ControlGroup group = ControlGroup.create(Path.of(args[0]), args[1], "token", ProcessHandle.current().pid());
            ProcessTree.of(TABLE, new ProcessIdentity(TABLE.machine(), 0, 0), marker, false,
                    new LaunchTraces(Set.of(), Optional.of(group), 0, Map.of())).killControlGroup();
            Files.writeString(Path.of(args[0], "cgroup.procs"), Long.toString(ProcessHandle.current().pid()));
            System.out.println("alive");
        }
    }

    @Test
    void isNotUsedWhereItWouldHideALimitFromTheRuntimeOfASidecar() throws Exception {
        Path own = Files.createDirectories(directory.resolve("slice").resolve("service"));
        Files.writeString(directory.resolve("slice").resolve("cgroup.procs"), "");
        Files.writeString(own.resolve("cgroup.procs"), "");
        Files.writeString(own.resolve("memory.max"), "max\n");
        Files.writeString(own.resolve("cpu.max"), "max 100000\n");
        assertThat(OwnControlGroup.limited(own)).isFalse();

        Files.writeString(directory.resolve("memory.max"), "1\n");
        assertThat(OwnControlGroup.limited(own)).as("that is no group").isFalse();

        Files.writeString(directory.resolve("slice").resolve("cpu.max"), "50000 100000\n");
        assertThat(OwnControlGroup.limited(own)).isTrue();

        Files.delete(directory.resolve("slice").resolve("cpu.max"));
        Files.writeString(own.resolve("memory.max"), "268435456\n");
        assertThat(OwnControlGroup.limited(own)).isTrue();
    }

    private Path parent() {
        Optional<Path> parent = OwnControlGroup.detect();
        assumeThat(parent).as("control groups can be made here").isPresent();
        return parent.get();
    }

    private SidecarProcess launch(Launcher launcher, String script) throws Exception {
        return processes.own(launcher.launch(new ProcessSpec("helper", List.of("sh", "-c", script), System.getenv(), directory),
                ticket -> {
                }).get());
    }

    private long daemon() throws Exception {
        await().until(() -> Files.exists(directory.resolve("daemon")) && Files.size(directory.resolve("daemon")) > 1);
        long pid = Long.parseLong(Files.readString(directory.resolve("daemon")).strip());
        processes.ownIfAlive(pid);
        return pid;
    }
}
