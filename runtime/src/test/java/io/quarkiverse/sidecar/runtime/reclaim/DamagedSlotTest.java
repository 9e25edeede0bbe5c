package io.quarkiverse.sidecar.runtime.reclaim;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.sidecar.runtime.launch.LaunchListener.LaunchTicket;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.state.HeldSlotRegistry;
import io.quarkiverse.sidecar.runtime.state.LockProbe;
import io.quarkiverse.sidecar.runtime.state.PrivateFiles;

/** Whatever stands where a slot keeps its things: some slot is had, records can be written, and a warning names the path. */
@Timeout(60)
class DamagedSlotTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private static final String TOKEN = "0123456789abcdef".repeat(2);

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @RegisterExtension
    final Warnings warnings = new Warnings();

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(SlotDamage.class)
    void recordsAllTheSameAndNamesTheDamage(SlotDamage damage) throws Exception {
        Path hurt = damage.of(bootDirectory().resolve("slot-0"));

        try (SlotLease lease = occupy()) {
            assertThat(recordsIn(lease)).isTrue();
        }

        if (damage.tellsSomebody) {
            assertThat(warnings.messages()).anyMatch(message -> message.contains(hurt.toString()));
        } else {
            assertThat(warnings.messages()).isEmpty();
        }
        if (damage.isSetAside) {
            assertThat(Files.exists(hurt.resolveSibling(hurt.getFileName() + ".damaged-1"), NOFOLLOW_LINKS)).isTrue();
        }
        warnings.forget();
        occupy().close();
        assertThat(warnings.messages()).as("at the next start").hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void removesWhatADeadWriterLeftInTheSlot() throws Exception {
        Path slot = Files.createDirectories(bootDirectory().resolve("slot-0/records")).getParent();
        Path owner = Files.writeString(slot.resolve(PrivateFiles.TEMPORARY_PREFIX + "1.tmp"), "half an own");
        Path record = Files.writeString(slot.resolve("records/" + PrivateFiles.TEMPORARY_PREFIX + "2.tmp"), "{ half");

        occupy().close();

        assertThat(owner).doesNotExist();
        assertThat(record).doesNotExist();
        assertThat(warnings.messages()).isEmpty();
    }

    @Test
    void aSecondNameOfALockFileDoesNotDropTheLock() throws Exception {
        try (SlotLease first = occupy()) {
            Path lock = bootDirectory().resolve("slot-0/lock");
            Files.createDirectories(bootDirectory().resolve("slot-1"));
            Files.createLink(bootDirectory().resolve("slot-1/lock"), lock);

            long before = openFiles();
            try (SlotLease second = occupy()) {
                assertThat(recordsIn(second)).isTrue();
                assertThat(second.owner()).isNotEqualTo(first.owner());
                assertThat(heldForAnotherProcess(lock)).as("the first one's lock still holds").isTrue();
                assertThat(openFiles()).as("it was opened once by its second name").isEqualTo(before + 2);
            }
            assertThat(heldForAnotherProcess(lock)).isTrue();
        }
    }

    @Test
    void aLostRegistryDoesNotDropTheLock() throws Exception {
        try (SlotLease first = occupy()) {
            Process sidecar = processes.start(new ProcessBuilder("env", "SIDECAR_OWNER=" + first.owner(),
                    "SIDECAR_TOKEN=" + TOKEN, "sleep", "1000"));
            first.records().write(ticket(first.owner()));
            System.clearProperty(HeldSlotRegistry.KEY);

            try (SlotLease second = occupy()) {
                assertThat(second.reclaimed()).isEmpty();
                assertThat(sidecar.isAlive()).isTrue();
                assertThat(heldForAnotherProcess(bootDirectory().resolve("slot-0/lock"))).isTrue();
            }
        }
    }

    private boolean heldForAnotherProcess(Path lock) throws Exception {
        return processes.start(CrashingApp.java(LockProbe.class, lock.toString())).waitFor() == LockProbe.HELD;
    }

    private SlotLease occupy() {
        return new Reclaimer(TABLE, Optional.of(directory)).occupy(name -> StopPolicy.DEFAULT);
    }

    private static boolean recordsIn(SlotLease lease) {
        try {
            lease.records().write(ticket(lease.owner()));
            lease.records().remove("helper");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Those of lock files. */
    private static long openFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(descriptor -> {
                try {
                    return Files.readSymbolicLink(descriptor).endsWith("lock");
                } catch (IOException e) {
                    return false;
                }
            }).count();
        }
    }

    private static LaunchTicket ticket(String owner) {
        return new LaunchTicket("helper", new ProcessIdentity(TABLE.machine(), 4711, 1), TOKEN, owner, false, Path.of("/x"),
                LaunchTraces.NONE);
    }

    private Path bootDirectory() {
        return directory.resolve(TABLE.machine().bootId() + "-" + TABLE.machine().pidNamespace());
    }
}
