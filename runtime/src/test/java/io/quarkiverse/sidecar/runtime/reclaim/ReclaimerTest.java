package io.quarkiverse.sidecar.runtime.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.sidecar.runtime.LogLines;
import io.quarkiverse.sidecar.runtime.concurrent.ParallelTasks;
import io.quarkiverse.sidecar.runtime.launch.LaunchListener.LaunchTicket;
import io.quarkiverse.sidecar.runtime.process.CountedDelivery;
import io.quarkiverse.sidecar.runtime.process.CountedDelivery.Delivered;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.SignalSender;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.process.StopSignal;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;
import io.quarkiverse.sidecar.runtime.state.PrivateFiles;
import io.quarkiverse.sidecar.runtime.state.PrivateFiles.SetAside;
import io.quarkiverse.sidecar.runtime.state.RecordCodec;
import io.quarkiverse.sidecar.runtime.state.RecordStore;
import io.quarkiverse.sidecar.runtime.state.RunId;
import io.quarkiverse.sidecar.runtime.state.SlotLock;

/** Forged records of bystanders: what must live, lives. What must end is a process that carries the marks of a dead run. */
@Timeout(60)
class ReclaimerTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private static final StopPolicy QUICK = new StopPolicy(StopSignal.TERM, Duration.ofSeconds(2));
    private static final String TOKEN = "0123456789abcdef".repeat(2);

    /** No process has started at tick 1 with that pid. Of this run alone: another build of this machine has its own. */
    private static final RunId DEAD = new RunId(4_000_000, 1, UUID.randomUUID().toString().replace("-", ""));

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    @Test
    void occupiesTheFirstSlotAndRecordsInIt() throws Exception {
        Path records;
        try (SlotLease lease = occupy()) {
            lease.records().write(ticket("my/side.car", lease.owner()));

            records = slot(0).resolve("records");
            assertThat(slot(0).resolve("owner")).content().isEqualToIgnoringNewLines(lease.owner());
            assertThat(files(records)).singleElement().satisfies(file -> {
                assertThat(RecordCodec.read(file)).isInstanceOf(LaunchRecord.class);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            });
            lease.records().remove("another");
            assertThat(files(records)).hasSize(1);
            lease.records().remove("my/side.car");
            assertThat(files(records)).isEmpty();
        }
        assertThat(slot(0).resolve("owner")).doesNotExist();
    }

    @Test
    void namesTheFileThatCannotBeWritten() throws Exception {
        try (SlotLease lease = occupy()) {
            Files.delete(slot(0).resolve("records"));

            assertThatThrownBy(() -> lease.records().write(ticket("helper", lease.owner())))
                    .isInstanceOf(IOException.class).hasMessageContaining(slot(0).resolve("records").toString());
        }
    }

    @Test
    void aSecondInstanceTakesTheNextSlotAndTouchesNothingOfTheFirst() throws Exception {
        try (SlotLease first = occupy()) {
            Process sidecar = marked(first.owner(), TOKEN);
            first.records().write(ticketOf(sidecar, first.owner()));

            try (SlotLease second = occupy()) {
                assertThat(second.reclaimed()).isEmpty();
                assertThat(second.leftAlone()).isEmpty();
                assertThat(slot(1).resolve("owner")).content().isEqualToIgnoringNewLines(second.owner());
                assertThat(second.isOtherLiveInstance(first.owner())).isTrue();
                assertThat(second.isOtherLiveInstance(second.owner())).isFalse();
                assertThat(second.isOtherLiveInstance(DEAD.toString())).isFalse();
            }
            assertThat(sidecar.isAlive()).isTrue();
            assertThat(files(slot(0).resolve("records"))).hasSize(1);
            first.records().remove("helper");
        }
    }

    @Test
    void endsTheOrphanOfADeadRun() throws Exception {
        Process orphan = marked(DEAD.toString(), TOKEN);
        leave(record(orphan, ticksOf(orphan), DEAD));

        try (SlotLease lease = occupy()) {
            assertThat(lease.reclaimed()).singleElement().satisfies(reclaimed -> {
                assertThat(reclaimed.pid()).isEqualTo(orphan.pid());
                assertThat(reclaimed.ended()).containsExactly(orphan.pid());
                assertThat(reclaimed.sidecar()).isEqualTo("helper");
            });
            assertThat(files(slot(0).resolve("records"))).isEmpty();
        }
        assertThat(orphan.onExit().get().exitValue()).isEqualTo(128 + 15);
    }

    @Test
    void countsEverySignal() throws Exception {
        Process orphan = marked(DEAD.toString(), TOKEN);
        Process stranger = processes.bystander("sleep", "1000");
        leave(record(orphan, ticksOf(orphan), DEAD), new LaunchRecord("other", identity(stranger, ticksOf(stranger) - 1),
                "f".repeat(32), DEAD, true, Path.of("/x"), Instant.EPOCH, LaunchTraces.NONE));
        CountedDelivery counted = CountedDelivery.of(TABLE);

        new Reclaimer(TABLE, new SignalSender(TABLE, counted), Optional.of(directory)).occupy(name -> QUICK).close();

        assertThat(counted.delivered()).containsExactly(new Delivered(orphan.pid(), StopSignal.TERM));
    }

    /** In several slots, as after several crashes; the timeout is an hour. */
    @Test
    void asksAllOrphansTogetherAndKillsThemAllWhenThereIsNoMoreTime() throws Exception {
        List<Process> obstinate = List.of(obstinate("a"), obstinate("b"), obstinate("c"));
        Process obedient = marked(DEAD.toString(), "f".repeat(32));
        leave(0, recordOf("a", obstinate.get(0), "a".repeat(32)), recordOf("b", obstinate.get(1), "b".repeat(32)));
        leave(1, recordOf("c", obstinate.get(2), "c".repeat(32)), recordOf("d", obedient, "f".repeat(32)));
        Reclaimer reclaimer = new Reclaimer(TABLE, Optional.of(directory));

        CompletableFuture<SlotLease> occupancy = CompletableFuture
                .supplyAsync(() -> reclaimer.occupy(name -> new StopPolicy(StopSignal.TERM, Duration.ofHours(1))));
        await().until(() -> Stream.of("a", "b", "c").allMatch(name -> Files.exists(directory.resolve("asked-" + name))));
        await().until(() -> !obedient.isAlive());

        assertThat(obstinate).allMatch(Process::isAlive);
        assertThat(occupancy).isNotDone();
        assertThat(reclaimThreads()).isNotEmpty();
        reclaimer.escalate();
        try (SlotLease occupied = occupancy.get()) {
            assertThat(occupied.reclaimed()).extracting(ReclaimReport::sidecar).containsExactlyInAnyOrder("a", "b", "c", "d");
            assertThat(files(slot(0).resolve("records"))).isEmpty();
            assertThat(files(slot(1).resolve("records"))).isEmpty();
        }
        for (Process process : obstinate) {
            assertThat(process.waitFor()).isEqualTo(128 + 9);
        }
        await().until(() -> reclaimThreads().isEmpty());
    }

    @Test
    void tellsOnceOfALaunchThatTwoRecordsName() throws Exception {
        Process slow = started("a", "trap 'sleep 0.3; exit' TERM");
        leave(0, recordOf("a", slow, "a".repeat(32)));
        leave(1, recordOf("a", slow, "a".repeat(32)));

        try (SlotLease lease = occupy()) {
            assertThat(lease.reclaimed()).singleElement()
                    .satisfies(reclaimed -> assertThat(reclaimed.ended()).startsWith(slow.pid()));
        }
    }

    @Test
    void endsEveryFreeSlotsOrphansAndKeepsTheFirst() throws Exception {
        Process one = marked(DEAD.toString(), TOKEN);
        Process two = marked(DEAD.toString(), "f".repeat(32));
        leave(0, record(one, ticksOf(one), DEAD));
        leave(3, new LaunchRecord("helper", identity(two, ticksOf(two)), "f".repeat(32), DEAD, false, Path.of("/x"),
                Instant.EPOCH, LaunchTraces.NONE));

        try (SlotLease lease = occupy(); SlotLease second = occupy()) {
            assertThat(lease.reclaimed()).extracting(ReclaimReport::pid).containsExactlyInAnyOrder(one.pid(), two.pid());
            assertThat(slot(3).resolve("owner")).content().isEqualToIgnoringNewLines(second.owner());
        }
    }

    @Test
    void leavesARecycledPidAlone() throws Exception {
        Process stranger = processes.bystander("sleep", "1000");
        leave(record(stranger, ticksOf(stranger) - 100, DEAD));

        try (SlotLease lease = occupy()) {
            assertThat(lease.reclaimed()).isEmpty();
            assertThat(lease.leftAlone()).singleElement().matches(left -> left.pid() == stranger.pid());
        }
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void leavesAProcessWithoutAProofAlone() throws Exception {
        Process stranger = processes.bystander("sleep", "1000");
        leave(new LaunchRecord("helper", identity(stranger, ticksOf(stranger)), TOKEN, DEAD, false, Path.of("/bin/other"),
                Instant.EPOCH, LaunchTraces.NONE));

        try (SlotLease lease = occupy()) {
            assertThat(lease.leftAlone()).singleElement().matches(left -> left.why().contains("/bin/other"));
        }
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void leavesAnotherLaunchAloneWhateverElseMatches() throws Exception {
        Process stranger = marked("another owner", "f".repeat(32));
        await().until(() -> TABLE.environment(stranger.pid()).orElseThrow().containsKey("SIDECAR_TOKEN"));
        leave(new LaunchRecord("helper", identity(stranger, ticksOf(stranger)), TOKEN, DEAD, true,
                TABLE.executable(stranger.pid()).orElseThrow(), Instant.EPOCH, LaunchTraces.NONE));

        try (SlotLease lease = occupy()) {
            assertThat(lease.leftAlone()).singleElement().matches(left -> left.why().contains("another launch"));
        }
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void endsAnOrphanThatHasOverwrittenItsEnvironmentByItsExecutable() throws Exception {
        Process orphan = processes.bystander("sleep", "1000");
        await().until(() -> TABLE.executable(orphan.pid()).filter(file -> file.endsWith("sleep")).isPresent());
        leave(new LaunchRecord("helper", identity(orphan, ticksOf(orphan)), TOKEN, DEAD, false,
                TABLE.executable(orphan.pid()).orElseThrow(), Instant.EPOCH, LaunchTraces.NONE));

        try (SlotLease lease = occupy()) {
            assertThat(lease.reclaimed()).extracting(ReclaimReport::pid).containsExactly(orphan.pid());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = { -1, 0, 1, Integer.MIN_VALUE, 1L << 31, 1L << 32 | 1, Long.MAX_VALUE })
    void signalsNoHostilePid(long pid) throws Exception {
        leave(new LaunchRecord("helper", new ProcessIdentity(TABLE.machine(), pid, 1), TOKEN, DEAD, true, Path.of("/x"),
                Instant.EPOCH, LaunchTraces.NONE));

        try (SlotLease lease = occupy()) {
            assertThat(lease.reclaimed()).isEmpty();
            assertThat(files(slot(0).resolve("records"))).singleElement()
                    .matches(file -> file.toString().endsWith(".json.damaged-1"));
        }
    }

    @Test
    void signalsNeitherThisJvmNorItsAncestors() throws Exception {
        for (ProcessHandle process = ProcessHandle.current(); process != null; process = process.parent().orElse(null)) {
            long pid = process.pid();
            leave(new LaunchRecord("pid " + pid, new ProcessIdentity(TABLE.machine(), pid,
                    TABLE.find(pid).orElseThrow().startTicks()), TOKEN, DEAD, true, TABLE.executable(pid).orElse(Path.of("/x")),
                    Instant.EPOCH, LaunchTraces.NONE));
        }

        try (SlotLease lease = occupy()) {
            assertThat(lease.reclaimed()).isEmpty();
        }
    }

    @Test
    void signalsNothingForARecordOfAnotherMachine() throws Exception {
        Process stranger = marked(DEAD.toString(), TOKEN);
        forgetOwner(leave(new LaunchRecord("helper", new ProcessIdentity(new Machine(TABLE.machine().bootId(), 1),
                stranger.pid(), ticksOf(stranger)), TOKEN, DEAD, true, Path.of("/x"), Instant.EPOCH, LaunchTraces.NONE)));

        try (SlotLease lease = occupy()) {
            assertThat(lease.reclaimed()).isEmpty();
        }
        assertThat(stranger.isAlive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{", "\0\0\0\0", "{\"pid\":1}", "[[[[[[", "kill -9 -1" })
    void setsADamagedRecordAsideAndGoesOnWithTheOthers(String content) throws Exception {
        Process orphan = marked(DEAD.toString(), TOKEN);
        Path records = leave(record(orphan, ticksOf(orphan), DEAD)).getParent();
        Files.writeString(records.resolve("0-first.json"), content);
        Files.writeString(records.resolve("z-last.json"), content);
        Files.createDirectory(records.resolve("m-folder.json"));
        Files.createSymbolicLink(records.resolve("n-link.json"), Path.of("/etc/passwd"));
        Files.writeString(records.resolve(PrivateFiles.TEMPORARY_PREFIX + "1.tmp"), content);

        try (SlotLease lease = occupy()) {
            assertThat(lease.reclaimed()).extracting(ReclaimReport::pid).containsExactly(orphan.pid());
        }
        assertThat(files(records)).extracting(file -> file.getFileName().toString()).containsExactlyInAnyOrder(
                "0-first.json.damaged-1", "z-last.json.damaged-1", "m-folder.json.damaged-1", "n-link.json.damaged-1");
    }

    @Test
    void keepsABoundedNumberOfDamagedRecords() throws Exception {
        for (int round = 0; round < SetAside.KEPT + 3; round++) {
            Path records = Files.createDirectories(slot(0).resolve("records"));
            Files.writeString(records.resolve("x.json"), "round " + round);
            occupy().close();
        }

        assertThat(files(slot(0).resolve("records"))).hasSize(SetAside.KEPT);
    }

    @Test
    void endsWhatCarriesADeadOwnerWithoutARecord() throws Exception {
        Process orphan = marked(DEAD.toString(), TOKEN);
        Process nested = processes.start(new ProcessBuilder("env", "SIDECAR_OWNER=inner", "SIDECAR_TOKEN=inner",
                "SIDECAR_ANCESTORS=" + DEAD + ":" + "a".repeat(32), "sleep", "1000"));
        Process stranger = processes.bystander("sleep", "1000");
        await().until(() -> TABLE.environment(nested.pid()).orElseThrow().containsKey("SIDECAR_ANCESTORS"));
        leave(0);

        try (SlotLease lease = occupy()) {
            assertThat(lease.reclaimed()).flatExtracting(ReclaimReport::ended)
                    .containsExactlyInAnyOrder(orphan.pid(), nested.pid());
            assertThat(lease.reclaimed()).extracting(ReclaimReport::sidecar).contains("helper");
        }
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void leavesAnotherUsersCarrierAloneWithoutARecord() throws Exception {
        assumeThat(TABLE.user(ProcessHandle.current().pid())).as("only root can start another user's process").hasValue(0);
        Process theirs = processes.start(new ProcessBuilder("setpriv", "--reuid", "65534", "--clear-groups", "env",
                "SIDECAR_OWNER=" + DEAD, "SIDECAR_TOKEN=" + TOKEN, "sleep", "1000"));
        await().until(() -> TABLE.environment(theirs.pid()).orElse(Map.of()).containsKey("SIDECAR_TOKEN"));
        leave(0);

        try (SlotLease lease = occupy()) {
            assertThat(lease.reclaimed()).isEmpty();
        }
        assertThat(theirs.isAlive()).isTrue();
    }

    @Test
    void anOwnerFileCopiedFromALiveSlotKillsNobody() throws Exception {
        SlotLease live = occupy();
        try (live) {
            Process sidecar = marked(live.owner(), TOKEN);
            live.records().write(ticketOf(sidecar, live.owner()));
            copy(slot(0), slot(1));

            try (SlotLease second = occupy()) {
                assertThat(second.reclaimed()).isEmpty();
            }
            assertThat(sidecar.isAlive()).isTrue();
            live.records().remove("helper");
        }
    }

    @Test
    void aRecordCopiedFromALiveSlotKillsNobody() throws Exception {
        try (SlotLease live = occupy()) {
            Process sidecar = marked(live.owner(), TOKEN);
            live.records().write(ticketOf(sidecar, live.owner()));
            copy(slot(0), slot(1));
            Files.writeString(slot(1).resolve("owner"), DEAD.toString());

            try (SlotLease second = occupy()) {
                assertThat(second.reclaimed()).isEmpty();
                assertThat(second.leftAlone()).singleElement().matches(left -> left.why().contains("alive"));
            }
            assertThat(sidecar.isAlive()).isTrue();
            live.records().remove("helper");
        }
    }

    @Test
    void aFreeLockAloneDoesNotProveALivingJvmDead() throws Exception {
        Process jvm = processes.bystander("sleep", "1000");
        RunId runId = new RunId(jvm.pid(), ticksOf(jvm), "a".repeat(32));
        Process sidecar = marked(runId.toString(), TOKEN);
        Path record = leave(record(sidecar, ticksOf(sidecar), runId));
        Files.writeString(slot(0).resolve("owner"), runId.toString());

        try (SlotLease lease = occupy()) {
            assertThat(lease.reclaimed()).isEmpty();
            assertThat(slot(1).resolve("owner")).content().isEqualToIgnoringNewLines(lease.owner());
            assertThat(lease.isOtherLiveInstance(runId.toString())).isTrue();
        }
        assertThat(sidecar.isAlive()).isTrue();
        assertThat(record).exists();
    }

    @Test
    void sweepsWhatAnEarlierBootLeftButNoOtherPidNamespaceOfThisBoot() throws Exception {
        Path earlier = Files.createDirectories(directory.resolve("00000000-0000-4000-8000-000000000000-1/slot-0/records"));
        Files.writeString(earlier.resolve("x.json"), "{}");
        Path container = Files.createDirectories(directory.resolve(TABLE.machine().bootId() + "-1/slot-0"));
        Path unrelated = Files.createDirectories(directory.resolve("notes"));

        occupy().close();

        assertThat(directory.resolve("00000000-0000-4000-8000-000000000000-1")).doesNotExist();
        assertThat(container).exists();
        assertThat(unrelated).exists();
    }

    @Test
    void oneEarlierBootThatCannotBeSweptKeepsNoOther() throws Exception {
        Path one = Files.createDirectories(directory.resolve("00000000-0000-4000-8000-000000000000-1/slot-0/lock/folder"));
        Path two = Files.createDirectories(directory.resolve("00000000-0000-4000-8000-000000000001-1/slot-0/lock/folder"));
        Path good = Files.createDirectories(directory.resolve("00000000-0000-4000-8000-000000000000-2/slot-0"));
        Path last = Files.createDirectories(directory.resolve("00000000-0000-4000-8000-000000000001-2/slot-0"));

        occupy().close();

        assertThat(one).exists();
        assertThat(two).exists();
        assertThat(good).doesNotExist();
        assertThat(last).doesNotExist();
    }

    @Test
    void keepsTheFolderOfAnotherBootWhoseLockIsHeld() throws Exception {
        Path slot = Files.createDirectories(directory.resolve("00000000-0000-4000-8000-000000000000-1/slot-0"));
        try (SlotLock lock = SlotLock.tryLock(slot.resolve("lock"), "other host").orElseThrow()) {
            occupy().close();

            assertThat(slot).exists();
        }
    }

    @Test
    void namesWhatIsLeftInTheSessionOfADeadMainAndCannotBeProved() throws Exception {
        Process main = processes.start(new ProcessBuilder("setsid", "sh", "-c",
                // Born in the same clock tick as its leader, it would be proved by that.
                "sleep 0.05; env -i sleep 1000 & echo $! > child.tmp; mv child.tmp child; wait").directory(directory.toFile()));
        await().until(() -> Files.exists(directory.resolve("child")));
        long child = processes.own(Long.parseLong(Files.readString(directory.resolve("child")).strip())).pid();
        await().until(() -> TABLE.executable(child).filter(file -> file.endsWith("sleep")).isPresent());
        assertThat(TABLE.find(child).orElseThrow().session()).as("setsid is here").isEqualTo(main.pid());
        leave(new LaunchRecord("helper", identity(main, ticksOf(main)), TOKEN, DEAD, true, Path.of("/x"), Instant.EPOCH,
                LaunchTraces.NONE));
        main.destroyForcibly().waitFor();
        CountedDelivery counted = CountedDelivery.of(TABLE);

        List<String> log = new CopyOnWriteArrayList<>();
        try (LogLines lines = new LogLines(UnverifiedSession.class.getName(), log::add);
                SlotLease lease = new Reclaimer(TABLE, new SignalSender(TABLE, counted), Optional.of(directory))
                        .occupy(name -> QUICK)) {
            assertThat(lease.reclaimed()).isEmpty();
            assertThat(lease.leftAlone()).singleElement().matches(left -> left.pid() == child)
                    .matches(left -> left.sidecar().equals("helper")).matches(left -> left.why().contains("not proved"));
        }
        assertThat(counted.delivered()).isEmpty();
        assertThat(TABLE.find(child).filter(entry -> !entry.zombie())).isPresent();
        assertThat(log).singleElement().asString().startsWith("WARN").contains("'helper'", "pid " + main.pid(),
                "pid " + child + " (" + TABLE.executable(child).orElseThrow() + ", user "
                        + ProcessHandle.current().info().user().orElseThrow() + ")",
                "kill " + child);
    }

    @Test
    void startsWithoutAnyFolder() {
        try (SlotLease lease = new Reclaimer(TABLE, Optional.empty()).occupy(name -> QUICK)) {
            assertThat(RunId.parse(lease.owner())).isPresent();
            assertThat(lease.isOtherLiveInstance(DEAD.toString())).isFalse();
            assertThatThrownBy(() -> lease.records().write(ticket("helper", lease.owner())))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void startsAlthoughTheFolderIsOfNoUse() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        try (SlotLease lease = new Reclaimer(TABLE, Optional.of(file)).occupy(name -> QUICK)) {
            assertThat(RunId.parse(lease.owner())).isPresent();
        }
    }

    @Test
    void usesNoSlotThatIsALinkOrWhoseLockIsNone() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.createDirectories(slot(0).getParent());
        Files.createSymbolicLink(slot(0), elsewhere);
        Files.createDirectories(slot(1).resolve("lock"));

        try (SlotLease lease = occupy()) {
            assertThat(slot(2).resolve("owner")).content().isEqualToIgnoringNewLines(lease.owner());
        }
        assertThat(elsewhere).isEmptyDirectory();
    }

    private SlotLease occupy() {
        return new Reclaimer(TABLE, Optional.of(directory)).occupy(name -> name.equals("helper") ? QUICK : null);
    }

    private Path slot(int index) {
        return directory.resolve(TABLE.machine().bootId() + "-" + TABLE.machine().pidNamespace()).resolve("slot-" + index);
    }

    /** Leaves records in the first slot, as a dead run would. Returns the last. */
    private Path leave(LaunchRecord... records) throws IOException {
        return leave(0, records);
    }

    private Path leave(int index, LaunchRecord... records) throws IOException {
        RecordStore store = new RecordStore(Optional.of(Files.createDirectories(slot(index).resolve("records"))));
        Files.writeString(slot(index).resolve("owner"), DEAD.toString());
        Path last = null;
        for (LaunchRecord record : records) {
            last = store.file(record.sidecar()).orElseThrow();
            Files.writeString(last, RecordCodec.encode(record));
        }
        return last;
    }

    private void forgetOwner(Path record) throws IOException {
        Files.delete(record.getParent().resolveSibling("owner"));
    }

    private static void copy(Path from, Path to) throws Exception {
        assertThat(new ProcessBuilder("cp", "-r", from.toString(), to.toString()).start().waitFor()).isZero();
    }

    /** A process as a run of that owner would have launched it. */
    private Process marked(String owner, String token) throws IOException {
        Process process = processes.start(new ProcessBuilder("env", "SIDECAR_NAME=helper", "SIDECAR_OWNER=" + owner,
                "SIDECAR_TOKEN=" + token, "sleep", "1000"));
        await().until(() -> TABLE.environment(process.pid()).orElseThrow().getOrDefault("SIDECAR_OWNER", "").equals(owner));
        return process;
    }

    /** Notes that it was asked to end, and stays. */
    private Process obstinate(String name) throws IOException {
        return started(name, "trap ': > asked-" + name + "' TERM");
    }

    /** Its token is the letter of its name. */
    private Process started(String name, String trap) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", trap + "; : > up-" + name + "; while :; do sleep 0.01; done")
                .directory(directory.toFile());
        builder.environment().putAll(Map.of("SIDECAR_NAME", name, "SIDECAR_OWNER", DEAD.toString(), "SIDECAR_TOKEN",
                name.repeat(32)));
        Process process = processes.start(builder);
        await().until(() -> Files.exists(directory.resolve("up-" + name)));
        return process;
    }

    private static LaunchRecord recordOf(String name, Process process, String token) {
        return new LaunchRecord(name, identity(process, ticksOf(process)), token, DEAD, false, Path.of("/no/such/program"),
                Instant.EPOCH, LaunchTraces.NONE);
    }

    private static List<Thread> reclaimThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals(ParallelTasks.THREAD))
                .toList();
    }

    private static LaunchRecord record(Process process, long ticks, RunId runId) {
        return new LaunchRecord("helper", identity(process, ticks), TOKEN, runId, false, Path.of("/no/such/program"),
                Instant.EPOCH, LaunchTraces.NONE);
    }

    private static LaunchTicket ticketOf(Process process, String owner) {
        return new LaunchTicket("helper", identity(process, ticksOf(process)), TOKEN, owner, false, Path.of("/x"),
                LaunchTraces.NONE);
    }

    private static LaunchTicket ticket(String name, String owner) {
        return new LaunchTicket(name, new ProcessIdentity(TABLE.machine(), 4711, 1), TOKEN, owner, false, Path.of("/x"),
                LaunchTraces.NONE);
    }

    private static ProcessIdentity identity(Process process, long ticks) {
        return new ProcessIdentity(TABLE.machine(), process.pid(), ticks);
    }

    private static long ticksOf(Process process) {
        return TABLE.find(process.pid()).orElseThrow().startTicks();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
