package io.quarkiverse.sidecar.runtime.port;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file of a socket of the UNIX domain. It stays when the process that made it is killed, and is in the way of the next one.
 *
 * @param open true when a process has the socket open, or that is not known
 */
public record UnixSocketFile(Path path, boolean open) {

    private static final Path OPEN_SOCKETS = Path.of("/proc/net/unix");

    private static final Pattern PATH = Pattern.compile("(?:^|[\\s\"'(=:])(/[^\\s\"'():,;]+)");

    /** The first socket file that a line names. */
    public static Optional<UnixSocketFile> namedIn(String line) {
        return PATH.matcher(line).results().map(found -> Path.of(found.group(1))).filter(UnixSocketFile::isSocket).findFirst()
                .map(path -> new UnixSocketFile(path, isOpen(path)));
    }

    private static boolean isSocket(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
        } catch (IOException none) {
            return false;
        }
    }

    private static boolean isOpen(Path path) {
        try (Stream<String> sockets = Files.lines(OPEN_SOCKETS, StandardCharsets.ISO_8859_1)) {
            return sockets.anyMatch(socket -> socket.endsWith(" " + path));
        } catch (IOException | RuntimeException notListed) {
            return true;
        }
    }
}
