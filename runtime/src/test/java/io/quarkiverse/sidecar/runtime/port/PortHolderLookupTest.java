package io.quarkiverse.sidecar.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.sidecar.PortHolder;
import io.quarkiverse.sidecar.PortHolder.Kind;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

@Timeout(60)
class PortHolderLookupTest {

    private static final String LOOPBACK = "127.0.0.1";

    private final PortHolderLookup holders = new PortHolderLookup(ProcessTable.ofThisMachine(), "a-living-owner"::equals);

    @BeforeEach
    void assumeLinux() {
        assumeTrue(ListeningSockets.read().supported(), "the system does not list its sockets in /proc/net/tcp");
    }

    @Test
    void namesAForeignProcess() throws IOException {
        try (ListenerChild child = ListenerChild.java(LOOPBACK, 0, Map.of(), "--password=hunter2")) {
            PortHolder holder = holders.holder(LOOPBACK, child.port()).orElseThrow();

            assertThat(holder.kind()).isEqualTo(Kind.UNRELATED);
            assertThat(holder.port()).isEqualTo(child.port());
            assertThat(holder.pid()).hasValue(child.pid());
            assertThat(holder.command().orElseThrow()).startsWith(ListenerChild.javaProgram()).hasSizeLessThanOrEqualTo(200);
            assertThat(holder.user()).isEqualTo(child.handle().info().user());
            assertThat(holder.since()).isEqualTo(child.handle().info().startInstant());
        }
    }

    @Test
    void tellsASidecarOfAnotherInstanceFromAStranger() throws IOException {
        try (ListenerChild other = ListenerChild.java(LOOPBACK, 0, Map.of("SIDECAR_OWNER", "a-living-owner"));
                ListenerChild leftOver = ListenerChild.java(LOOPBACK, 0, Map.of("SIDECAR_OWNER", "a-dead-owner"))) {
            assertThat(holders.holder(LOOPBACK, other.port())).map(PortHolder::kind).contains(Kind.OTHER_INSTANCE);
            assertThat(holders.holder(LOOPBACK, leftOver.port())).map(PortHolder::kind).contains(Kind.UNRELATED);
        }
    }

    @Test
    void findsNobodyOnAFreePort() throws IOException {
        int port = new FreePortFinder().choose(InetAddress.getByName(LOOPBACK));

        assertThat(holders.holder(LOOPBACK, port)).isEmpty();
        assertThat(holders.holderOnAnyAddress(port)).isEmpty();
    }

    @Test
    void findsTheHolderOfAllAddresses() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            assertThat(pid(holders.holder(LOOPBACK, server.getLocalPort()))).isEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    void findsTheHolderOfAnotherAddressOnlyWhenAskedForAny() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
            assertThat(holders.holder(LOOPBACK, server.getLocalPort())).isEmpty();
            assertThat(pid(holders.holderOnAnyAddress(server.getLocalPort()))).isEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    void namesTheOldestOfTheProcessesThatShareASocket() throws IOException {
        try (ListenerChild parent = PythonListener.withForkedWorker(LOOPBACK)) {
            assertThat(parent.handle().children()).hasSize(1);
            assertThat(pid(holders.holder(LOOPBACK, parent.port()))).isEqualTo(parent.pid());
        }
    }

    @Test
    void passesOverAListenerThatTakesIpv6Only() throws IOException {
        try (ListenerChild child = PythonListener.onEveryIpv6AddressOnly()) {
            assertThat(holders.holder(LOOPBACK, child.port())).isEmpty();
            assertThat(pid(holders.holder("::1", child.port()))).isEqualTo(child.pid());
        }
    }

    @Test
    void showsACommandOnOneShortLineWithoutSecrets() {
        assertThat(PortHolderLookup.shown(List.of("app", "--token", "abc", "a\nb\u001b[2J")))
                .isEqualTo("app --token *** a b [2J");
        assertThat(PortHolderLookup.shown(List.of("x".repeat(300)))).hasSize(200).endsWith("…");
    }

    /** A stranger's command line may have 128 KiB in each argument, and megabytes of them. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isNotHeldUpByAVeryLongCommand() {
        String longest = "a".repeat(128 * 1024 - 1);

        assertThat(PortHolderLookup.shown(List.of("app", longest, longest, longest))).startsWith("app aaa").hasSize(200);
        assertThat(PortHolderLookup.shown(List.of("app", "mysql ".repeat(20_000), "://a:".repeat(20_000)))).hasSize(200);
        assertThat(PortHolderLookup.shown(List.of("app", longest + "--password=hunter2"))).doesNotContain("hunter2");
        assertThat(PortHolderLookup.shown(Collections.nCopies(500_000, "mysql"))).hasSize(200);
    }

    private static long pid(Optional<PortHolder> holder) {
        return holder.orElseThrow().pid().orElseThrow();
    }
}
