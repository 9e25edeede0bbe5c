package io.quarkiverse.sidecar.runtime.state;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;

/** The folder for one boot and pid namespace within an application's folder: only in it do the recorded pids mean anything. */
public final class BootDirectory {

    private static final Logger LOG = Logger.getLogger(BootDirectory.class);

    private static final int BOOT_ID_LENGTH = 36;
    private static final Pattern NAME = Pattern.compile("[0-9a-f-]{" + BOOT_ID_LENGTH + "}-\\d+");

    private BootDirectory() {
    }

    public static Path open(Path applicationDirectory, Machine machine) throws IOException {
        return PrivateFiles.directory(applicationDirectory.resolve(name(machine)));
    }

    /**
     * Removes what earlier boots left: nothing of theirs can be alive. Folders of this boot's other pid namespaces stay, since
     * containers that live now may own them.
     */
    public static void sweepEarlierBoots(Path applicationDirectory, Machine machine, RunId sweeper) {
        if (!NAME.matcher(name(machine)).matches()) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(applicationDirectory,
                directory -> NAME.matcher(directory.getFileName().toString()).matches()
                        && !directory.getFileName().toString().startsWith(machine.bootId())
                        && Files.isDirectory(directory, NOFOLLOW_LINKS))) {
            folders.forEach(directory -> sweep(directory, sweeper));
        } catch (IOException | RuntimeException e) {
            LOG.debugf(e, "Cannot sweep %s", applicationDirectory);
        }
    }

    private static void sweep(Path directory, RunId sweeper) {
        try {
            sweepUnlessHeld(directory, sweeper);
        } catch (IOException | RuntimeException e) {
            LOG.warnf("Cannot remove %s, which an earlier boot left. Remove it: %s", directory, PrivateFiles.why(e));
        }
    }

    /** On a shared home another host holds its locks: its folder stays. */
    private static void sweepUnlessHeld(Path directory, RunId sweeper) throws IOException {
        List<SlotLock> locks = new ArrayList<>();
        try {
            for (Slot slot : Slot.in(directory)) {
                Optional<SlotLock> lock = slot.tryLock(sweeper);
                if (lock.isEmpty()) {
                    return;
                }
                locks.add(lock.get());
            }
            PrivateFiles.deleteTree(directory);
        } finally {
            for (SlotLock lock : locks) {
                lock.close();
            }
        }
    }

    private static String name(Machine machine) {
        String name = machine.bootId() + "-" + machine.pidNamespace();
        return NAME.matcher(name).matches() ? name : SafeFileName.of(name, "");
    }
}
