package io.quarkiverse.sidecar.runtime.state;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.quarkiverse.sidecar.runtime.state.PrivateFiles.UnusableFileException;

/** The lock on a slot. The kernel drops it when this JVM dies, however it dies. */
public final class SlotLock implements AutoCloseable {

    /** Opened although this JVM had locked the file under another name: to close them would drop that lock. */
    private static final Collection<FileChannel> NEVER_CLOSED = new ConcurrentLinkedQueue<>();

    private static final String NOBODY = "another lock file is the same file";

    private final Path file;
    private final FileChannel channel;

    private SlotLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * @param file the lock file, in a folder that exists
     * @return empty when the lock is held, here or elsewhere
     * @throws IOException when it can be neither had nor seen to be held: the file is no plain file, or locks do not work
     */
    public static Optional<SlotLock> tryLock(Path file, String owner) throws IOException {
        Path real = file.getParent().toRealPath().resolve(file.getFileName());
        if (Files.exists(real, NOFOLLOW_LINKS) && !Files.isRegularFile(real, NOFOLLOW_LINKS)) {
            throw new UnusableFileException("The lock file " + real + " is no plain file. Remove it");
        }
        if (!HeldSlotRegistry.claim(real, owner)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(real, Set.of(CREATE, WRITE, NOFOLLOW_LINKS), PrivateFiles.filePermissions(real));
            FileLock lock = channel.tryLock();
            locked = lock != null;
            return locked ? Optional.of(new SlotLock(real, channel)) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            NEVER_CLOSED.add(channel);
            channel = null;
            // So that it is not opened again and again.
            HeldSlotRegistry.hand(real, NOBODY);
            locked = true;
            return Optional.empty();
        } finally {
            if (!locked) {
                HeldSlotRegistry.release(real);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    /** Drops the lock first: until the registry releases it, no other code in this JVM opens the file. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HeldSlotRegistry.release(file);
        }
    }
}
