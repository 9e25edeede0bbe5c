package io.quarkiverse.sidecar.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreePortFinderTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void choosesAFreePortBelowTheEphemeralRange() throws IOException {
        int port = new FreePortFinder(10_000, 32_768).choose(LOOPBACK);

        assertThat(port).isBetween(10_000, 32_767);
        try (ServerSocket server = new ServerSocket(port, 1, LOOPBACK)) {
            assertThat(server.isBound()).isTrue();
        }
    }

    @Test
    void knowsWhereTheEphemeralRangeOfThisMachineBegins() throws IOException {
        Path range = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
        assumeTrue(Files.exists(range), "only Linux says it in a file");
        int begin = Integer.parseInt(Files.readAllLines(range).get(0).split("\\s+")[0]);
        assumeTrue(begin >= 12_000, "there is no room below the ephemeral range of this machine");

        for (int i = 0; i < 10; i++) {
            assertThat(new FreePortFinder().choose(LOOPBACK)).isBetween(10_000, begin - 1);
        }
    }

    @Test
    void choosesAtRandom() throws IOException {
        Set<Integer> chosen = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            chosen.add(new FreePortFinder(10_000, 32_768).choose(LOOPBACK));
        }

        assertThat(chosen).hasSizeGreaterThan(5);
    }

    @Test
    void passesOverAPortThatIsTakenOnAnotherAddress() throws IOException {
        try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
            int taken = elsewhere.getLocalPort();

            for (int i = 0; i < 10; i++) {
                assertThat(new FreePortFinder(taken, taken + 2).chosenBelow(LOOPBACK)).isEqualTo(taken + 1);
            }
        }
    }

    @Test
    void letsTheKernelChooseWhereThereIsNoRoomBelow() throws IOException {
        assertThat(new FreePortFinder(10_000, 10_001).choose(LOOPBACK)).isGreaterThanOrEqualTo(1_024).isNotEqualTo(10_000);
    }

    @Test
    void saysWhatItTriedWhenNoPortIsFree() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            int taken = server.getLocalPort();

            assertThatIOException().isThrownBy(() -> new FreePortFinder(taken, taken + 1).chosenBelow(LOOPBACK))
                    .withMessageContainingAll("127.0.0.1", Integer.toString(taken), "in use", "fixed port");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 11_000, 32_768 })
    void saysSoWhenTheAddressIsNotOfThisMachine(int end) throws IOException {
        InetAddress documentation = InetAddress.getByName("192.0.2.1");

        assertThatIOException().isThrownBy(() -> new FreePortFinder(10_000, end).choose(documentation))
                .withMessageContainingAll("192.0.2.1", "belongs to this machine");
    }
}
