package io.quarkiverse.sidecar.runtime.devui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class RingBufferTest {

    private final RingBuffer<String> ring = new RingBuffer<>(3);

    @Test
    void keepsTheLastOnesOnly() {
        add(0, 10_000);

        assertThat(ring.all()).containsExactly("9997", "9998", "9999");
    }

    @Test
    void tellsAReaderWhatIsNewAndWhereToGoOn() {
        add(0, 2);
        RingBuffer.Page<String> first = ring.from(0);
        add(2, 4);
        RingBuffer.Page<String> second = ring.from(first.next());

        assertThat(first).isEqualTo(new RingBuffer.Page<>(0, List.of("0", "1"), 2, 0));
        assertThat(second).isEqualTo(new RingBuffer.Page<>(2, List.of("2", "3"), 4, 0));
        assertThat(ring.from(4).items()).isEmpty();
    }

    @Test
    void tellsAReaderWhoIsSlowHowMuchIsGone() {
        add(0, 10);

        assertThat(ring.from(2)).isEqualTo(new RingBuffer.Page<>(7, List.of("7", "8", "9"), 10, 5));
    }

    private void add(int from, int to) {
        IntStream.range(from, to).mapToObj(Integer::toString).forEach(ring::add);
    }
}
