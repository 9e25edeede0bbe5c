package io.quarkiverse.sidecar.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.sidecar.PortHolder;
import io.quarkiverse.sidecar.PortHolder.Kind;
import io.quarkiverse.sidecar.runtime.port.ListenerVerdict.Ownership;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

@Timeout(60)
class ListenerVerifierTest {

    private static final String LOOPBACK = "127.0.0.1";
    private static final long SELF = ProcessHandle.current().pid();
    private static final Set<Long> OURS = Set.of(SELF);

    private final ProcessTable table = ProcessTable.ofThisMachine();
    private final ListenerVerifier ownership = new ListenerVerifier(table, new PortHolderLookup(table, owner -> false));

    @BeforeEach
    void assumeLinux() {
        assumeTrue(ListeningSockets.read().supported(), "the system does not list its sockets in /proc/net/tcp");
    }

    @ParameterizedTest
    @CsvSource({ "127.0.0.1, 127.0.0.1", "0.0.0.0, 127.0.0.1", "::, 127.0.0.1", "::, ::1", "::1, ::1", "::, localhost" })
    void knowsOurOwnListener(String bound, String host) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(bound))) {
            assertThat(check(host, server.getLocalPort(), OURS)).returns(Ownership.OURS, ListenerVerdict::ownership);
        }
    }

    @Test
    void itsProofStandsUntilTheListenerIsClosed() throws IOException {
        ListenerVerdict verdict;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            verdict = check(LOOPBACK, server.getLocalPort(), OURS);
            assertThat(verdict.stands()).isTrue();
        }
        try (ServerSocket another = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            assertThat(verdict.stands()).as("also when its descriptor's number is used again for %s", another).isFalse();
        }
    }

    @Test
    void onlyOurOwnDescriptorsAreAProof() throws IOException {
        try (ListenerChild stranger = ListenerChild.java(LOOPBACK, 0, Map.of())) {
            assertThat(check(LOOPBACK, stranger.port(), OURS).stands()).isFalse();
            assertThat(check(LOOPBACK, 1, OURS).stands()).isFalse();
        }
    }

    @Test
    void namesAForeignListener() throws IOException {
        try (ListenerChild stranger = ListenerChild.java(LOOPBACK, 0, Map.of());
                ListenerChild ours = ListenerChild.java(LOOPBACK, 0, Map.of())) {
            assertForeign(check(LOOPBACK, stranger.port(), Set.of(ours.pid())), stranger.pid());
        }
    }

    @Test
    void ourExactAddressComesBeforeAForeignWildcard() throws IOException {
        try (ServerSocketChannel stranger = share("0.0.0.0", 0);
                ListenerChild ours = ListenerChild.java(LOOPBACK, stranger.socket().getLocalPort(), Map.of())) {
            assertThat(check(LOOPBACK, ours.port(), Set.of(ours.pid()))).returns(Ownership.OURS,
                    ListenerVerdict::ownership);
            assertForeign(check("127.0.0.2", ours.port(), Set.of(ours.pid())), SELF);
        }
    }

    @Test
    void asksForTheWholeTreeOnlyWhenTheKnownOnesDoNotListen() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            assertThat(ownership.check(LOOPBACK, server.getLocalPort(), OURS, () -> {
                throw new AssertionError("not needed");
            })).returns(Ownership.OURS, ListenerVerdict::ownership);
            assertThat(ownership.check(LOOPBACK, server.getLocalPort(), Set.of(1L), () -> OURS)).returns(Ownership.OURS,
                    ListenerVerdict::ownership);
        }
    }

    @Test
    void isForeignWhenAStrangerSharesThePort() throws IOException {
        try (ServerSocketChannel stranger = share(LOOPBACK, 0);
                ListenerChild ours = ListenerChild.java(LOOPBACK, stranger.socket().getLocalPort(), Map.of())) {
            assertForeign(check(LOOPBACK, ours.port(), Set.of(ours.pid())), SELF);
            assertThat(check(LOOPBACK, ours.port(), Set.of(SELF, ours.pid()))).returns(Ownership.OURS,
                    ListenerVerdict::ownership);
        }
    }

    @Test
    void isOursWhenWeListenTwiceOnThePort() throws IOException {
        try (ServerSocketChannel first = share(LOOPBACK, 0);
                ServerSocketChannel second = share(LOOPBACK, first.socket().getLocalPort())) {
            assertThat(check(LOOPBACK, second.socket().getLocalPort(), OURS)).returns(Ownership.OURS,
                    ListenerVerdict::ownership);
        }
    }

    @Test
    void isOursWhenOneOfTheProcessesThatShareTheSocketIs() throws IOException {
        try (ListenerChild parent = PythonListener.withForkedWorker(LOOPBACK)) {
            Set<Long> worker = parent.handle().children().map(ProcessHandle::pid).collect(Collectors.toSet());

            assertThat(worker).hasSize(1);
            assertThat(check(LOOPBACK, parent.port(), worker)).returns(Ownership.OURS, ListenerVerdict::ownership);
        }
    }

    @Test
    void isOursWhenAWorkerListensThatWasForkedAfterTheTreeWasTaken() throws IOException {
        try (ListenerChild parent = PythonListener.inForkedWorkerOnly(LOOPBACK)) {
            await().untilAsserted(() -> assertThat(check(LOOPBACK, parent.port(), Set.of(parent.pid())))
                    .returns(Ownership.OURS, ListenerVerdict::ownership));
            ProcessHandle worker = parent.handle().children().findFirst().orElseThrow();
            assertForeign(check(LOOPBACK, parent.port(), Set.of(otherThan(worker))), worker.pid());
        }
    }

    /** The kernel gives a connection to 127.0.0.1 to the stranger, and one to ::1 to us; and the other way round. */
    @Test
    void tellsAnIpv6OnlyListenerFromOneBesideItOnIpv4() throws IOException {
        try (ListenerChild ipv6 = PythonListener.onEveryIpv6AddressOnly();
                ListenerChild ipv4 = ListenerChild.java("127.0.0.1", ipv6.port(), Map.of())) {
            assertForeign(check("127.0.0.1", ipv6.port(), Set.of(ipv6.pid())), ipv4.pid());
            assertForeign(check("::1", ipv6.port(), Set.of(ipv4.pid())), ipv6.pid());
            assertThat(check("::1", ipv6.port(), Set.of(ipv6.pid())).ownership()).isEqualTo(Ownership.OURS);
            assertThat(check("127.0.0.1", ipv6.port(), Set.of(ipv4.pid())).ownership()).isEqualTo(Ownership.OURS);
        }
    }

    @Test
    void isUnknownWhenNobodyListens() throws IOException {
        int port = new FreePortFinder().choose(InetAddress.getByName(LOOPBACK));

        assertThat(check(LOOPBACK, port, OURS)).isEqualTo(ListenerVerdict.UNKNOWN);
        assertThat(check("no-such-host.invalid", port, OURS)).isEqualTo(ListenerVerdict.UNKNOWN);
    }

    private static long otherThan(ProcessHandle worker) {
        return worker.pid() + 1;
    }

    private static void assertForeign(ListenerVerdict verdict, long pid) {
        assertThat(verdict.ownership()).isEqualTo(Ownership.FOREIGN);
        PortHolder holder = verdict.holder().orElseThrow();
        assertThat(holder.pid()).hasValue(pid);
        assertThat(holder.kind()).isEqualTo(Kind.UNRELATED);
    }

    private static ServerSocketChannel share(String address, int port) throws IOException {
        return ServerSocketChannel.open().setOption(StandardSocketOptions.SO_REUSEPORT, true)
                .bind(new InetSocketAddress(address, port));
    }

    private ListenerVerdict check(String host, int port, Set<Long> tree) {
        return ownership.check(host, port, Set.of(), () -> tree);
    }
}
