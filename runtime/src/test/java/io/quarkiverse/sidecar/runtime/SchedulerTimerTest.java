package io.quarkiverse.sidecar.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerTimerTest {

    @ParameterizedTest
    @CsvSource({
            "PT1S,   2026-01-01T00:00:00Z,     2026-01-01T00:00:01Z",
            "PT1S,   2026-01-01T00:00:00.001Z, 2026-01-01T00:00:02Z",
            "PT1.1S, 2026-01-01T00:00:00.446Z, 2026-01-01T00:00:02Z",
            "PT1.1S, 2026-01-01T00:00:00.900Z, 2026-01-01T00:00:02Z",
            "PT1.1S, 2026-01-01T00:00:00.901Z, 2026-01-01T00:00:03Z",
            "PT10S,  2026-01-01T00:00:00.999Z, 2026-01-01T00:00:11Z",
    })
    void takesTheFirstTickThatIsNotEarly(Duration delay, Instant now, Instant tick) {
        Instant secondThatHasBegun = Instant.ofEpochSecond(now.getEpochSecond());

        assertThat(secondThatHasBegun.plus(SchedulerTimer.startsIn(delay, now))).isEqualTo(tick);
    }
}
