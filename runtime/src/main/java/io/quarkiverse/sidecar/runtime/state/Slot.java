package io.quarkiverse.sidecar.runtime.state;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.state.PrivateFiles.SetAside;
import io.quarkiverse.sidecar.runtime.state.PrivateFiles.UnusableFileException;

/**
 * The place of one running instance of the application: a lock, the id of its current or last holder, and its records.
 *
 * @param directory the slot's folder
 * @param index its number; the lowest free one is taken first
 */
public record Slot(Path directory, int index) {

    private static final String PREFIX = "slot-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(0|[1-9]\\d{0,3})");
    private static final int OWNER_LIMIT_BYTES = 256;

    /** Those that exist, by number. What merely looks like one, a link for example, is none. */
    public static List<Slot> in(Path bootDirectory) throws IOException {
        List<Slot> slots = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(bootDirectory,
                directory -> NAME.matcher(directory.getFileName().toString()).matches()
                        && Files.isDirectory(directory, NOFOLLOW_LINKS))) {
            folders.forEach(directory -> slots.add(new Slot(directory,
                    Integer.parseInt(directory.getFileName().toString().substring(PREFIX.length())))));
        }
        slots.sort(Comparator.comparingInt(Slot::index));
        return slots;
    }

    static Slot create(Path bootDirectory, int index) throws IOException {
        return new Slot(PrivateFiles.directory(bootDirectory.resolve(PREFIX + index)), index);
    }

    /** Empty when another holds it. */
    Optional<SlotLock> tryLock(RunId runId) throws IOException {
        return SlotLock.tryLock(directory.resolve("lock"), runId.toString());
    }

    /** Where the records are, created if missing. */
    public Path records() throws IOException {
        return PrivateFiles.directory(recordDirectory());
    }

    /** The current or last holder; empty when there is none, or it cannot be read. */
    public Optional<RunId> lastOwner() {
        try {
            return RunId.parse(PrivateFiles.read(ownerFile(), OWNER_LIMIT_BYTES).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Makes it the owner's, ready for records.
     *
     * @throws IOException when it is of no use
     */
    void prepare(RunId runId) throws IOException {
        if (!Files.isWritable(records())) {
            throw new IOException(records() + " is not writable");
        }
        PrivateFiles.write(ownerFile(), runId + "\n");
    }

    /** Returns where it is now; empty when there is none, or a good one. */
    Optional<Path> setAsideUnusableOwner() throws IOException {
        if (!Files.exists(ownerFile(), NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            if (RunId.parse(PrivateFiles.read(ownerFile(), OWNER_LIMIT_BYTES).strip()).isPresent()) {
                return Optional.empty();
            }
        } catch (UnusableFileException e) {
            // What is no file at all is no owner either.
        }
        return Optional.of(SetAside.move(ownerFile()));
    }

    /** Returns where it is now; empty when there is nothing, or a folder. */
    Optional<Path> setAsideUnusableRecords() throws IOException {
        return !Files.exists(recordDirectory(), NOFOLLOW_LINKS) || Files.isDirectory(recordDirectory(), NOFOLLOW_LINKS)
                ? Optional.empty()
                : Optional.of(SetAside.move(recordDirectory()));
    }

    public void forgetOwner() throws IOException {
        Files.deleteIfExists(ownerFile());
    }

    private Path recordDirectory() {
        return directory.resolve("records");
    }

    private Path ownerFile() {
        return directory.resolve("owner");
    }

    /** Makes a slot fit for use again, whatever stands in it. Its lock is held meanwhile. */
    public static final class SlotUpkeep {

        private static final Logger LOG = Logger.getLogger(SlotUpkeep.class);

        private SlotUpkeep() {
        }

        /** Throws nothing: what cannot be mended is told, and shows again when the slot is used. */
        public static void run(Slot slot) {
            try {
                slot.setAsideUnusableRecords()
                        .ifPresent(aside -> tell(aside, "there was no folder of records, but something else"));
                slot.setAsideUnusableOwner().ifPresent(aside -> tell(aside,
                        "it does not name the slot's last owner. What that left without a record is not looked for"));
                PrivateFiles.deleteTemporaries(slot.directory());
                PrivateFiles.deleteTemporaries(slot.records());
            } catch (IOException | RuntimeException e) {
                LOG.warnf("Cannot tidy up %s: %s", slot.directory(), PrivateFiles.why(e));
            }
        }

        private static void tell(Path aside, String why) {
            LOG.warnf("Something in a slot cannot be used and is set aside as %s: %s", aside, why);
        }
    }
}
