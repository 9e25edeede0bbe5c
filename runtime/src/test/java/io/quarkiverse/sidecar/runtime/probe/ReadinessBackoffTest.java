package io.quarkiverse.sidecar.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessBackoffTest {

    @ParameterizedTest
    @CsvSource({
            "1, PT0S, PT0.002S",
            "2, PT0.002S, PT0.0025S",
            "3, PT0.0045S, PT0.003125S",
            "5, PT0.2S, PT0.004882812S",
            "6, PT0.3S, PT0.005S",
            "400, PT2S, PT0.005S",
            "401, PT20S, PT0.05S",
            "500, PT60S, PT0.15S",
            "900, PT100S, PT0.25S",
            "2147483647, PT24H, PT0.25S",

            "0, PT0S, PT0.002S",
            "-5, PT-1S, PT0.002S",
    })
    void growsQuicklyThenWithTheTimeWaited(int attempt, Duration sinceFirst, Duration delay) {
        assertThat(ReadinessBackoff.delay(attempt, sinceFirst)).isEqualTo(delay);
    }

    @Test
    void neverGrowsShorter() {
        Duration time = Duration.ZERO;
        Duration before = Duration.ZERO;
        for (int attempt = 1; attempt < 2_000; attempt++) {
            Duration delay = ReadinessBackoff.delay(attempt, time);
            assertThat(delay).isGreaterThanOrEqualTo(before);
            before = delay;
            time = time.plus(delay);
        }
    }
}
