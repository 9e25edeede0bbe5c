package io.quarkiverse.sidecar.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.sidecar.runtime.port.FreePortFinder;

@Timeout(60)
class TakenPortTest {

    private static final String HOST = "127.0.0.1";

    private int port;

    @BeforeEach
    void choosePort() throws IOException {
        port = new FreePortFinder().choose(InetAddress.getByName(HOST));
    }

    @Test
    void hangsUpOnWhoeverConnects() throws IOException {
        try (TakenPort taken = TakenPort.listen(HOST, port)) {
            assertThat(taken).isNotNull();
            for (int caller = 0; caller < 3; caller++) {
                try (Socket socket = new Socket(HOST, port)) {
                    assertThat(socket.getInputStream().read()).isEqualTo(-1);
                }
            }
        }
    }

    /** So often, because the thread that answers leaves the socket only a moment after it is told to. */
    @RepeatedTest(100)
    void isHadByOneOnlyAndFreeAfterwards() throws IOException {
        try (TakenPort taken = TakenPort.listen(HOST, port)) {
            assertThat(taken).isNotNull();
            assertThatThrownBy(() -> TakenPort.listen(HOST, port)).isInstanceOf(BindException.class);
        }
        assertThatThrownBy(() -> new Socket(HOST, port).close()).isInstanceOf(SocketException.class);
        TakenPort.listen(HOST, port).close();
    }
}
