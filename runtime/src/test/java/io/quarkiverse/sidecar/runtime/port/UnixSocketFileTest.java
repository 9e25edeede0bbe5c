package io.quarkiverse.sidecar.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketFileTest {

    @TempDir
    Path directory;

    @Test
    void knowsWhetherASocketIsOpen() throws Exception {
        Path file = directory.resolve("app.sock");
        String line = "Error: listen EADDRINUSE: address already in use " + file;
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(file));
            assertThat(UnixSocketFile.namedIn(line)).contains(new UnixSocketFile(file, true));
        }
        assertThat(UnixSocketFile.namedIn(line)).contains(new UnixSocketFile(file, false));
        assertThat(UnixSocketFile.namedIn("bind() to unix:" + file + " failed (98: Address already in use)"))
                .contains(new UnixSocketFile(file, false));
    }

    @Test
    void takesNoOtherFileForASocket() throws Exception {
        Path file = Files.createFile(directory.resolve("server.js"));
        assertThat(UnixSocketFile.namedIn("EADDRINUSE in " + file + " of " + directory + " and /nowhere")).isEmpty();
    }
}
