package io.quarkiverse.sidecar.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.junit.jupiter.api.Test;

class QuartilesTest {

    @Test
    void takesTheMiddleWhateverTheOrder() {
        assertThat(Quartiles.of(List.of(5.0, 1.0, 4.0, 2.0, 3.0))).isEqualTo(new Quartiles(2, 3, 4, 5));
    }

    @Test
    void liesBetweenTwoValuesWhenNoneIsInTheMiddle() {
        assertThat(Quartiles.of(List.of(10.0, 20.0))).isEqualTo(new Quartiles(12.5, 15, 17.5, 2));
    }

    @Test
    void isTheValueOfASampleOfOne() {
        assertThat(Quartiles.of(List.of(7.0))).isEqualTo(Quartiles.once(7));
    }

    @Test
    void hasNoneOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Quartiles.of(List.of()));
    }
}
