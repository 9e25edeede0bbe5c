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
    Path prepare(Path folder) throws IOException {
        Path existing = folder.getParent();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null) {
            throw new IOException(folder + " has no parent folder");
        }
        Path real = existing.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new IOException(real + " is no folder");
        }
        for (Path missing : existing.relativize(folder)) {
            checkParents(real);
            real = PrivateFiles.folder(real.resolve(missing));
        }
        checkOwnerOrRoot(real);
        checkParents(real);
        if (!Files.isWritable(real)) {
            throw new IOException("it is not writable");
        }
        return real;
    }

    /** A folder that we made ourselves: nobody else can own it or write in it. */
    Path checkOwn(Path folder) throws IOException {
        if (known(folder)) {
            if (owner(folder) != user.getAsLong()) {
                throw new IOException(folder + " belongs to another user (id " + owner(folder) + ")");
            }
            if ((mode(folder) & WRITABLE_BY_OTHERS) != 0) {
                throw new IOException(folder + " can be written by others. Take that right away: chmod go-w");
            }
        }
        return folder;
    }

    private void checkOwnerOrRoot(Path folder) throws IOException {
        if (known(folder) && owner(folder) != user.getAsLong() && owner(folder) != ROOT) {
            throw new IOException(folder + " belongs to another user (id " + owner(folder) + ")");
        }
    }

    private void checkParents(Path folder) throws IOException {
        for (Path parent = folder; parent != null && known(parent); parent = parent.getParent()) {
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
