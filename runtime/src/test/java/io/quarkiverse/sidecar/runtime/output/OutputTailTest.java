package io.quarkiverse.sidecar.runtime.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class OutputTailTest {

    @Test
    void keepsTheLastLinesOldestFirst() {
        OutputTail tail = new OutputTail(2);

        List.of("one", "two", "three").forEach(tail::add);

        assertThat(tail.lines()).containsExactly("two", "three");
    }

    @Test
    void keepsNothingWhenItsSizeIsZero() {
        OutputTail tail = new OutputTail(0);

        tail.add("one");

        assertThat(tail.lines()).isEmpty();
    }

    @Test
    void refusesANegativeSize() {
        assertThatIllegalArgumentException().isThrownBy(() -> new OutputTail(-1)).withMessageContaining("-1");
    }

    @Test
    void handsOutACopyThatLaterLinesDoNotChange() {
        OutputTail tail = new OutputTail(1);
        tail.add("one");
        List<String> before = tail.lines();

        tail.add("two");

        assertThat(before).containsExactly("one");
    }

    @Test
    void losesNoLineWhenManyThreadsWrite() {
        OutputTail tail = new OutputTail(100_000);

        IntStream.range(0, 20_000).parallel().forEach(number -> tail.add("line " + number));

        assertThat(tail.lines()).hasSize(20_000).doesNotHaveDuplicates();
    }
}
