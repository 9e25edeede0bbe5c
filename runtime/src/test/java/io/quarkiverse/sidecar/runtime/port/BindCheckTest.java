package io.quarkiverse.sidecar.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindCheckTest {

    private static final InetAddress LOOPBACK = Addresses.connectable(Addresses.ANY_IPV4);

    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.1", "0.0.0.0", "::" })
    void seesThatSomebodyListens(String address) throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            port = server.getLocalPort();
            assertThat(BindCheck.inUse(LOOPBACK, port)).isTrue();
        }
        assertThat(BindCheck.inUse(LOOPBACK, port)).isFalse();
    }

    @Test
    void takesAnAddressOfAnotherMachineForFree() throws IOException {
        assertThat(BindCheck.inUse(InetAddress.getByName("192.0.2.1"), 8080)).isFalse();
    }

    @Test
    void findsNoPortFreeThatIsTakenOnAnotherAddress() throws IOException {
        try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
            int port = elsewhere.getLocalPort();

            assertThat(BindCheck.inUse(LOOPBACK, port)).isFalse();
            assertThatExceptionOfType(BindException.class).isThrownBy(() -> BindCheck.listen(LOOPBACK, port));
        }
    }
}
