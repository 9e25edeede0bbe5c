package io.quarkiverse.sidecar.runtime.state;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Whether a folder is safe from others: what lies in it decides which processes are ended.
 *
 * @param user the id of this process's user; empty where there are none, and then nothing is checked
 */
record DirectoryPermissions(OptionalLong user) {

    private static final int WRITABLE_BY_ALL = 0002;
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int STICKY = 01000;
    private static final int ROOT = 0;

    /** Creates the folder with its missing parents, and checks it and all that it lies in. Returns its real path. */
    Path prepare(Path directory) throws IOException {
        Path existing = directory.getParent();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null) {
            throw new IOException(directory + " has no parent folder");
        }
        Path real = existing.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new IOException(real + " is no folder");
        }
        for (Path missing : existing.relativize(directory)) {
            checkParents(real);
            real = PrivateFiles.directory(real.resolve(missing));
        }
        checkOwnerOrRoot(real);
        checkParents(real);
        if (!Files.isWritable(real)) {
            throw new IOException("it is not writable");
        }
        return real;
    }

    /** A directory that this run created: no other user can own it or write to it. */
    Path checkOwn(Path directory) throws IOException {
        if (known(directory)) {
            if (owner(directory) != user.getAsLong()) {
                throw new IOException(directory + " belongs to another user (id " + owner(directory) + ")");
            }
            if ((mode(directory) & WRITABLE_BY_OTHERS) != 0) {
                throw new IOException(directory + " can be written by others. Take that right away: chmod go-w");
            }
        }
        return directory;
    }

    private void checkOwnerOrRoot(Path directory) throws IOException {
        if (known(directory) && owner(directory) != user.getAsLong() && owner(directory) != ROOT) {
            throw new IOException(directory + " belongs to another user (id " + owner(directory) + ")");
        }
    }

    private void checkParents(Path directory) throws IOException {
        for (Path parent = directory; parent != null && known(parent); parent = parent.getParent()) {
            if ((mode(parent) & WRITABLE_BY_ALL) != 0 && (mode(parent) & STICKY) == 0) {
                throw new IOException(parent + " can be written by everybody and has no sticky bit. Take that right away:"
                        + " chmod o-w");
            }
        }
    }

    private boolean known(Path path) {
        return user.isPresent() && path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static long owner(Path path) throws IOException {
        return Integer.toUnsignedLong((Integer) Files.getAttribute(path, "unix:uid", NOFOLLOW_LINKS));
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode", NOFOLLOW_LINKS);
    }
}
