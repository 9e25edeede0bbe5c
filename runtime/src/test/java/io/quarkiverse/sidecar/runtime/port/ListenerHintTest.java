package io.quarkiverse.sidecar.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import org.junit.jupiter.api.Test;

class ListenerHintTest {

    @Test
    void saysThatNothingListens() {
        assertThat(ListenerHint.of("127.0.0.1", 4820, List.of()))
                .isEqualTo("The probe asks 127.0.0.1:4820, and no process of the sidecar listens anywhere.");
    }

    @Test
    void offersTheOtherAddress() throws Exception {
        assertThat(ListenerHint.of("127.0.0.1", 4820, List.of(socket("::1", 4820))))
                .isEqualTo("The probe asks 127.0.0.1:4820, and the sidecar's processes listen on [::1]:4820."
                        + " Set host=::1 if it should be asked there.");
    }

    @Test
    void offersTheOtherPort() throws Exception {
        assertThat(ListenerHint.of("::1", 4820, List.of(socket("0.0.0.0", 4000))))
                .isEqualTo("The probe asks [::1]:4820, and the sidecar's processes listen on 0.0.0.0:4000."
                        + " Set port=4000, or have it listen on {port}.");
    }

    @Test
    void offersNothingWhereItListensAsAsked() throws Exception {
        assertThat(ListenerHint.of("127.0.0.1", 4820, List.of(socket("127.0.0.1", 4820))))
                .endsWith("listen on 127.0.0.1:4820.");
    }

    @Test
    void offersNothingWhereThereIsAChoice() throws Exception {
        assertThat(ListenerHint.of("127.0.0.1", 4820, List.of(socket("127.0.0.1", 4000), socket("127.0.0.1", 4001))))
                .endsWith("listen on 127.0.0.1:4000, 127.0.0.1:4001.");
    }

    private static ListeningSocket socket(String address, int port) throws UnknownHostException {
        return new ListeningSocket(InetAddress.getByName(address), port, 1, 0);
    }
}
