package io.quarkiverse.sidecar.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.sidecar.runtime.port.ListeningSocket.SocketRow;

class SocketRowTest {

    private static final String ROW = "   3: %s:1F90 00000000:0000 %s 00000000:00000000 00:00000000 00000000  1000        0 4711 1 "
            + "000000005a79c978 100 0 0 10 0";

    @ParameterizedTest
    @CsvSource({
            "0100007F, 127.0.0.1",
            "00000000, 0.0.0.0",
            "0A01A8C0, 192.168.1.10",
            "00000000000000000000000000000000, ::",
            "00000000000000000000000001000000, ::1",
            "B80D01200000000067452301EFCDAB89, 2001:db8::123:4567:89ab:cdef",
            "0000000000000000FFFF00000100007F, 127.0.0.1",
            "0000000000000000FFFF000000000000, 0.0.0.0",
    })
    void readsAddressesOfALittleEndianMachine(String words, String address) throws UnknownHostException {
        assertThat(SocketRow.parse(ROW.formatted(words, "0A"), ByteOrder.LITTLE_ENDIAN))
                .contains(new ListeningSocket(InetAddress.getByName(address), 8080, 4711, 1000));
    }

    @ParameterizedTest
    @CsvSource({ "7F000001, 127.0.0.1", "20010DB80000000001234567 89ABCDEF, 2001:db8::123:4567:89ab:cdef" })
    void readsAddressesOfABigEndianMachine(String words, String address) throws UnknownHostException {
        assertThat(SocketRow.parse(ROW.formatted(words.replace(" ", ""), "0A"), ByteOrder.BIG_ENDIAN))
                .map(ListeningSocket::address).contains(InetAddress.getByName(address));
    }

    @Test
    void leavesConnectionsAndTheHeadingOut() {
        assertThat(SocketRow.parse(ROW.formatted("0100007F", "01"))).isEmpty();
        assertThat(SocketRow
                .parse("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode"))
                .isEmpty();
        assertThat(SocketRow.parse("")).isEmpty();
        assertThat(SocketRow.parse("  9: 0100007F:1F90 00000000:0000 0A ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "0A, false", "03, false", "01, true", "06, true" })
    void tellsAConnectionFromWhatStandsAmongThoseThatListen(String state, boolean connection) {
        assertThat(SocketRow.connection(ROW.formatted("0100007F", state))).isEqualTo(connection);
    }

    @Test
    void takesTheEndForAConnection() {
        assertThat(SocketRow.connection("")).isTrue();
    }
}
