package io.quarkiverse.sidecar.runtime.reclaim;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.runtime.experiment.ExperimentReport;
import io.quarkiverse.sidecar.runtime.experiment.ExperimentSize;
import io.quarkiverse.sidecar.runtime.launch.Launcher;
import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;
import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;
import io.quarkiverse.sidecar.runtime.process.CountedDelivery;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.SignalSender;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;
import io.quarkiverse.sidecar.runtime.state.PrivateFiles;
import io.quarkiverse.sidecar.runtime.state.RecordCodec;
import io.quarkiverse.sidecar.runtime.state.RunId;

/**
 * Records that must end nobody, by the hundred in every start. A failure names the seed; {@code -Dexperiments.seed=N} makes
 * the same ones again, as far as pids and ticks of the bystanders do not matter.
 */
@Tag("experiment")
class HostileRecordsTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private static final boolean ROOT = TABLE.user(ProcessHandle.current().pid()).equals(OptionalLong.of(0));
    private static final int BATCH = 250;
    private static final List<String> DECORATIONS = List.of("", " with space", "-%s%n", "'\"$(id)`", "*?[a]", "größe-日本",
            "x".repeat(200), "too long to be set aside".repeat(10), "\n", "..", "-rf");

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @RegisterExtension
    final Warnings warnings = new Warnings();

    @TempDir
    Path directory;

    private final CountedDelivery signals = CountedDelivery.of(TABLE);
    private final long seed = Long.getLong("experiments.seed", new Random().nextInt(1_000_000));
    private final Random random = new Random(seed);
    private int setAside;
    private int leftInPlace;
    private int dealtWith;

    @Test
    void endNobodyHoweverTheyAreMade() throws Exception {
        int total = ExperimentSize.runs(2_000, 100_000);
        Path live = Files.createDirectory(directory.resolve("live"));
        try (SlotLease other = new Reclaimer(TABLE, Optional.of(live)).occupy(name -> null)) {
            Bystanders bystanders = new Bystanders(TABLE, processes, other.owner());
            HostileRecords records = new HostileRecords(TABLE, seed, RunId.parse(other.owner()).orElseThrow(),
                    bystanders.all());
            for (int done = 0; done < total; done += BATCH) {
                batch(records, done, bystanders);
            }
        }
        ExperimentReport.table("hostile-records", "seed", "records", "signals", "bystanders killed", "exceptions to the app",
                "set aside with a warning", "left with a warning", "understood and refused")
                .row(seed, total, signals.delivered().size(), 0, 0, setAside, leftInPlace, dealtWith);
    }

    private void batch(HostileRecords records, int first, Bystanders bystanders) throws Exception {
        Path app = Files.createDirectory(directory.resolve("app-" + first));
        Path slot = app.resolve(TABLE.machine().bootId() + "-" + TABLE.machine().pidNamespace()).resolve("slot-0");
        Path inSlot = Files.createDirectories(slot.resolve("records"));
        Files.writeString(slot.resolve("owner"), HostileRecords.DEAD.toString());
        SlotDamage damage = SlotDamage.values()[random.nextInt(SlotDamage.values().length)];
        damage.of(slot.resolveSibling("slot-1"));
        Map<Path, byte[]> contents = write(records, first, inSlot);
        Map<Path, HostileFile> kinds = writeOtherKinds(records, first, inSlot);
        warnings.forget();

        String what = "seed " + seed + ", records " + first + " to " + (first + BATCH - 1) + ", " + damage;
        try (SlotLease lease = new Reclaimer(TABLE, new SignalSender(TABLE, signals), Optional.of(app))
                .occupy(name -> StopPolicy.AT_ONCE)) {
            assertThat(lease.reclaimed()).as("%s, bystanders %s", what, bystanders.all()).isEmpty();
            assertThat(signals.delivered()).as("signals of %s", what).isEmpty();
            bystanders.assertAllAlive();
            contents.forEach((file, content) -> assertToldOf(file, content, lease, what));
            kinds.forEach((file, kind) -> assertKept(file, kind + ", " + what));
            assertLaunchesAndRecords(lease, what);
        }
        PrivateFiles.deleteTree(app);
    }

    private Map<Path, byte[]> write(HostileRecords records, int first, Path inSlot) throws IOException {
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        for (int number = first; number < first + BATCH; number++) {
            Path file = inSlot.resolve(name(number));
            contents.put(file, records.make(number));
            Files.write(file, contents.get(file));
        }
        return contents;
    }

    private static Map<Path, HostileFile> writeOtherKinds(HostileRecords records, int first, Path inSlot) throws IOException {
        Map<Path, HostileFile> kinds = new LinkedHashMap<>();
        for (HostileFile kind : HostileFile.values()) {
            if (ROOT ? !kind.isNoneForRoot() : !kind.needsRoot()) {
                Path file = inSlot.resolve(kind + ".json");
                kind.make(file, records.make(first));
                kinds.put(file, kind);
            }
        }
        return kinds;
    }

    private static String name(int number) {
        String decoration = DECORATIONS.get(number % DECORATIONS.size());
        boolean possible = Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode(decoration);
        return (possible ? decoration : "") + number + ".json";
    }

    /** What was understood is dealt with and told where a living process is named; the rest is kept. */
    private void assertToldOf(Path file, byte[] content, SlotLease lease, String what) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (content.length <= RecordCodec.LIMIT_BYTES && RecordCodec.decode(text) instanceof LaunchRecord record
                && !exists(file) && !exists(aside(file))) {
            dealtWith++;
            long pid = record.identity().pid();
            if (TABLE.find(pid).isPresent()) {
                assertThat(lease.leftAlone()).as("pid %d, %s: %s", pid, what, text).anyMatch(left -> left.pid() == pid);
            }
            return;
        }
        Path kept = assertKept(file, what + ": " + text);
        try {
            assertThat(Arrays.equals(Files.readAllBytes(kept), content)).as("%s, %s", kept, what).isTrue();
        } catch (IOException e) {
            throw new AssertionError(what, e);
        }
    }

    /** Returns where it is now. */
    private Path assertKept(Path file, String what) {
        Path kept = exists(file) ? file : aside(file);
        if (kept.equals(file)) {
            leftInPlace++;
        } else {
            setAside++;
        }
        assertThat(exists(kept)).as("%s exists, %s", kept, what).isTrue();
        assertThat(warnings.messages()).as("%s, %s", kept, what).anyMatch(message -> message.contains(kept.toString()));
        return kept;
    }

    private void assertLaunchesAndRecords(SlotLease lease, String what) throws Exception {
        try (Launcher launcher = new Launcher(TABLE, lease.owner())) {
            SidecarProcess sidecar = processes.own(launcher.launch(new ProcessSpec("sidecar", List.of("sleep", "1000"),
                    System.getenv(), directory), lease.records()).get());
            assertThat(sidecar.protections()).as(what).contains(Protection.RECORD);
            assertThat(RecordCodec.read(lease.records().file("sidecar").orElseThrow())).as(what)
                    .isInstanceOfSatisfying(LaunchRecord.class,
                            record -> assertThat(record.identity()).isEqualTo(sidecar.identity()));
            sidecar.terminate(StopPolicy.AT_ONCE);
            lease.records().remove("sidecar");
        }
    }

    private static boolean exists(Path file) {
        return Files.exists(file, NOFOLLOW_LINKS);
    }

    private static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + ".damaged-1");
    }
}
