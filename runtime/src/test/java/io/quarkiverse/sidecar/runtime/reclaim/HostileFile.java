package io.quarkiverse.sidecar.runtime.reclaim;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** What can stand where a record should be, other than a file that one may read. None of them is a record. */
enum HostileFile {

    LINK_TO_A_RECORD((file, record) -> Files.createSymbolicLink(file, Files.write(elsewhere(file), record))),
    LINK_TO_A_FILE((file, record) -> Files.createSymbolicLink(file, Path.of("/etc/passwd"))),
    LINK_TO_NOTHING((file, record) -> Files.createSymbolicLink(file, Path.of("/nowhere/at/all"))),
    LINK_TO_ITSELF((file, record) -> Files.createSymbolicLink(file, file)),
    LINK_TO_A_PIPE((file, record) -> Files.createSymbolicLink(file, pipe(elsewhere(file)))),
    LINK_TO_A_FOLDER((file, record) -> Files.createSymbolicLink(file, Path.of("/"))),
    PIPE((file, record) -> pipe(file)),
    SOCKET((file, record) -> socket(file)),
    FOLDER((file, record) -> Files.createDirectory(file)),
    FOLDER_OF_RECORDS((file, record) -> Files.write(Files.createDirectory(file).resolve("a.json"), record)),
    TEN_MEGABYTES((file, record) -> sparse(file, record)),
    OF_ANOTHER_USER((file, record) -> Files.setAttribute(Files.write(file, record), "unix:uid", 65534)),
    NOT_READABLE((file, record) -> Files.setPosixFilePermissions(Files.write(file, record),
            PosixFilePermissions.fromString("---------")));

    private final Maker maker;

    HostileFile(Maker maker) {
        this.maker = maker;
    }

    /** @param record the content where there is one */
    void make(Path file, byte[] record) throws IOException {
        maker.make(file, record);
    }

    /** True when only root can make it. */
    boolean needsRoot() {
        return this == OF_ANOTHER_USER;
    }

    /** True when root can read it all the same: it is a record then, whatever that says. */
    boolean isNoneForRoot() {
        return this == NOT_READABLE;
    }

    private interface Maker {
        void make(Path file, byte[] record) throws IOException;
    }

    private static Path elsewhere(Path file) {
        return file.resolveSibling(file.getFileName().toString().hashCode() + ".target");
    }

    private static Path pipe(Path file) throws IOException {
        try {
            new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
            return file;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Made under a name that is short enough, then renamed. */
    private static void socket(Path file) throws IOException {
        Path here = Files.createTempDirectory("s").resolve("s");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(here));
            Files.move(here, file);
        }
        Files.delete(here.getParent());
    }

    private static void sparse(Path file, byte[] start) throws IOException {
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.write(start);
            large.setLength(10_000_000);
        }
    }
}
