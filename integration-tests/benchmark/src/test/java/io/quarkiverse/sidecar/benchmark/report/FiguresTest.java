package io.quarkiverse.sidecar.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({ "0, 0", "3, 3", "0.0127, 0.0127", "0.5, 0.50", "2.345, 2.35", "12.34, 12.3", "123.4, 123",
            "'1234567', '1,234,567'", "-12.34, -12.3" })
    void haveThreeDigitsThatCount(double value, String text) {
        assertThat(Figures.text(value)).isEqualTo(text);
    }
}
