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

    @Test
    void asksAServerThatAnswersAtMostFortyTimesAMinute() {
        Duration time = Duration.ZERO;
        int asked = 0;
        while (time.compareTo(Duration.ofMinutes(1)) < 0) {
            asked++;
            Duration pause = ReadinessBackoff.afterAnswers(asked, Duration.ZERO);
            assertThat(pause).isBetween(Duration.ofMillis(100), Duration.ofSeconds(2));
            time = time.plus(pause);
        }
        assertThat(asked).isLessThanOrEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({ "0, PT5S, PT0S", "1, PT0S, PT0.1S", "1, PT5S, PT5S", "9, PT1S, PT2S", "9, PT1H, PT10S" })
    void waitsAsLongAsAServerAsksWithinReason(int answers, Duration asked, Duration pause) {
        assertThat(ReadinessBackoff.afterAnswers(answers, asked)).isEqualTo(pause);
    }
}
