package io.quarkiverse.sidecar.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.reclaim.CrashingApp;

@Timeout(60)
class SlotLockTest {

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    @Test
    void isHeldOnceInThisJvmAndStaysHeldWhenAskedAgain() throws Exception {
        try (SlotLock lock = SlotLock.tryLock(directory.resolve("lock"), "a").orElseThrow()) {
            Path sameByALink = Files.createSymbolicLink(directory.resolveSibling(directory.getFileName() + "-link"), directory);
            try {
                assertThat(SlotLock.tryLock(directory.resolve("lock"), "b")).isEmpty();
                assertThat(SlotLock.tryLock(sameByALink.resolve("lock"), "b")).isEmpty();
            } finally {
                Files.delete(sameByALink);
            }

            assertThat(heldForAnotherProcess()).as("asking again has not dropped it").isTrue();
            assertThat(Files.getPosixFilePermissions(directory.resolve("lock")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        assertThat(heldForAnotherProcess()).isFalse();
    }

    @Test
    void canBeHadAgainAfterItWasReleased() throws Exception {
        SlotLock.tryLock(directory.resolve("lock"), "a").orElseThrow().close();

        Optional<SlotLock> again = SlotLock.tryLock(directory.resolve("lock"), "b");

        assertThat(again).isPresent();
        again.get().close();
        assertThat(HeldSlotRegistry.owners()).doesNotContain("a", "b");
    }

    @Test
    void opensNothingButAPlainFile() throws Exception {
        Path target = Files.createFile(directory.resolve("target"));
        Files.createSymbolicLink(directory.resolve("link"), target);
        assertThat(new ProcessBuilder("mkfifo", directory.resolve("pipe").toString()).start().waitFor()).isZero();

        assertThatThrownBy(() -> SlotLock.tryLock(directory.resolve("link"), "a")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> SlotLock.tryLock(directory.resolve("pipe"), "a")).isInstanceOf(IOException.class);
        assertThat(HeldSlotRegistry.owners()).doesNotContain("a");
    }

    /** Only another process sees what this JVM's lock is worth. */
    private boolean heldForAnotherProcess() throws Exception {
        Process probe = processes.start(CrashingApp.java(LockProbe.class, directory.resolve("lock").toString()));
        return probe.waitFor() == LockProbe.HELD;
    }
}
