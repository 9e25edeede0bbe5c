package io.quarkiverse.sidecar.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({ "PT0S, 0s", "PT0.0005S, 0s", "PT0.25S, 250ms", "PT1.2S, 1.2s", "PT1.2145S, 1.214s", "PT90S, 90s", "PT1M, 1m",
            "PT2H, 2h", "PT25H, 25h", "PT48H, 2d", "PT-1S, -1s", "PT-0.5S, -500ms", "PT1M0.5S, 60.5s", "PT10S, 10s" })
    void areWrittenAsInAConfiguration(Duration duration, String text) {
        assertThat(Durations.format(duration)).isEqualTo(text);
    }
}
