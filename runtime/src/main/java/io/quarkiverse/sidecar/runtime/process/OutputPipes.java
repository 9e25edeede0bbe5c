package io.quarkiverse.sidecar.runtime.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Set;

/**
 * The pipes that a process writes its standard output and standard error into, as {@code /proc/PID/fd} shows them. Other
 * descriptors prove nothing: programs such as {@code ssh} and {@code tmux} hand their output to a server that runs already.
 */
final class OutputPipes {

    private static final String PIPE = "pipe:[";
    private static final int STANDARD_OUTPUT = 1;
    private static final int STANDARD_ERROR = 2;

    private OutputPipes() {
    }

    /** Their inode numbers; empty when this user may not see them. Reads two links: some ten microseconds. */
    static Set<Long> of(long pid) {
        Set<Long> inodes = new HashSet<>();
        for (int descriptor = STANDARD_OUTPUT; descriptor <= STANDARD_ERROR; descriptor++) {
            Path link = Path.of("/proc", Long.toString(pid), "fd", Integer.toString(descriptor));
            try {
                String target = Files.readSymbolicLink(link).toString();
                if (target.startsWith(PIPE) && writable(link)) {
                    inodes.add(Long.parseLong(target, PIPE.length(), target.length() - 1, 10));
                }
            } catch (IOException closedOrDenied) {
                continue;
            }
        }
        return inodes;
    }

    /** Both ends of a pipe have the same number; the link's own permissions tell them apart. */
    private static boolean writable(Path link) throws IOException {
        return Files.getPosixFilePermissions(link, LinkOption.NOFOLLOW_LINKS).contains(PosixFilePermission.OWNER_WRITE);
    }
}
