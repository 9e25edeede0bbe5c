package io.quarkiverse.sidecar.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListeningSocketsTest {

    private static final int PORT = 8080;

    @ParameterizedTest
    @CsvSource({
            "127.0.0.1, 127.0.0.1 0.0.0.0 ::, 127.0.0.1",
            "127.0.0.1, 0.0.0.0 ::, 0.0.0.0",
            "127.0.0.1, :: ::1, ::",
            "127.0.0.1, 127.0.0.2 ::1, ''",
            "127.0.0.1, 127.0.0.1 127.0.0.1 0.0.0.0, 127.0.0.1 127.0.0.1",
            "::1, ::1 :: 0.0.0.0, ::1",
            "::1, 0.0.0.0 :: ::, :: ::",
            "::1, 0.0.0.0 127.0.0.1, ''",
            "0.0.0.0, 127.0.0.1 0.0.0.0, 127.0.0.1",
            "::, :: ::1, ::1",
    })
    void takesTheExactAddressBeforeTheWildcards(String host, String listening, String accepting) {
        ListeningSockets sockets = ListeningSockets
                .of(Stream.of(listening.split(" ")).map(name -> socket(name, PORT)).toList());

        assertThat(sockets.accepting(address(host), PORT)).extracting(ListeningSocket::address)
                .containsExactlyElementsOf(Stream.of(accepting.split(" ")).filter(name -> !name.isEmpty())
                        .map(ListeningSocketsTest::address).toList());
    }

    @Test
    void leavesOtherPortsOut() {
        assertThat(ListeningSockets.of(List.of(socket("127.0.0.1", PORT))).accepting(address("127.0.0.1"), PORT + 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "127.0.0.1, 127.0.0.1", "0.0.0.0, 127.0.0.1", "::, 127.0.0.1", "::, ::1", "::1, ::1" })
    void findsARealListener(String bound, String host) throws IOException {
        assumeLinux();
        try (ServerSocket server = listen(bound)) {
            assertThat(ListeningSockets.read().accepting(address(host), server.getLocalPort())).singleElement()
                    .satisfies(socket -> {
                        assertThat(socket.port()).isEqualTo(server.getLocalPort());
                        assertThat(socket.inode()).isPositive();
                    });
        }
    }

    @Test
    void findsNoListenerThatIsClosed() throws IOException {
        int port;
        try (ServerSocket server = listen("127.0.0.1")) {
            port = server.getLocalPort();
        }

        assertThat(ListeningSockets.read().accepting(address("127.0.0.1"), port)).isEmpty();
    }

    @Test
    void findsBothListenersThatShareAPort() throws IOException {
        assumeLinux();
        try (ServerSocketChannel first = share(0);
                ServerSocketChannel second = share(first.socket().getLocalPort())) {
            assertThat(ListeningSockets.read().accepting(address("127.0.0.1"), second.socket().getLocalPort()))
                    .hasSize(2).extracting(ListeningSocket::inode).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.1", "::1" })
    void findsAllThatListenAlsoAmongConnections(String bound) throws IOException {
        assumeLinux();
        List<Closeable> open = new ArrayList<>();
        Set<Integer> listening = new TreeSet<>();
        try {
            for (int n = 0; n < 40; n++) {
                ServerSocket server = listen(bound);
                open.add(server);
                open.add(new Socket(address(bound), server.getLocalPort()));
                listening.add(server.getLocalPort());
            }
            ListeningSockets sockets = ListeningSockets.read();
            assertThat(listening).allSatisfy(port -> assertThat(sockets.accepting(address(bound), port)).hasSize(1));
        } finally {
            for (Closeable socket : open) {
                socket.close();
            }
        }
    }

    private static ServerSocketChannel share(int port) throws IOException {
        return ServerSocketChannel.open().setOption(StandardSocketOptions.SO_REUSEPORT, true)
                .bind(new InetSocketAddress("127.0.0.1", port));
    }

    private static ServerSocket listen(String address) throws IOException {
        return new ServerSocket(0, 1, address(address));
    }

    private static void assumeLinux() {
        assumeTrue(ListeningSockets.read().supported(), "the system does not list its sockets in /proc/net/tcp");
    }

    private static ListeningSocket socket(String address, int port) {
        return new ListeningSocket(address(address), port, 1, 0);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }
}
