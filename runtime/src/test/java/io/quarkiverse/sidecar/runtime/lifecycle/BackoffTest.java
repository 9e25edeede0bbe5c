package io.quarkiverse.sidecar.runtime.lifecycle;

import static io.quarkiverse.sidecar.runtime.lifecycle.Samples.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(SECOND, 30 * SECOND, 0.2);

    @Test
    void doublesUpToTheCeiling() {
        List<Long> seconds = IntStream.range(0, 8).mapToObj(n -> backoff.delay(n, 0) / SECOND).toList();
        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void lengthensByAtMostTheJitterAndNeverShortens() {
        assertThat(backoff.delay(2, 0)).isEqualTo(4 * SECOND);
        assertThat(backoff.delay(2, 0.5)).isEqualTo(4 * SECOND + 4 * SECOND / 10);
        assertThat(backoff.delay(2, Math.nextDown(1.0))).isBetween(4 * SECOND, 4 * SECOND + 8 * SECOND / 10);
    }

    @Test
    void neverOverflows() {
        Backoff endless = new Backoff(SECOND, Long.MAX_VALUE, 1);
        for (int doublings = 0; doublings < 200; doublings++) {
            assertThat(endless.delay(doublings, 0.999)).as("after %d doublings", doublings).isGreaterThanOrEqualTo(SECOND);
        }
        assertThat(endless.delay(Integer.MAX_VALUE, 0.999)).isEqualTo(Long.MAX_VALUE);
        assertThat(backoff.delay(Integer.MAX_VALUE, 0)).isEqualTo(30 * SECOND);
    }

    @Test
    void staysAtNothingWhenNoDelayIsWanted() {
        Backoff none = new Backoff(0, 30 * SECOND, 0.2);
        for (int doublings : new int[] { 0, 1, 62, 63, 64, 1000 }) {
            assertThat(none.delay(doublings, 0.5)).as("after %d doublings", doublings).isZero();
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> new Backoff(-1, 1, 0)).hasMessageContaining("First delay").hasMessageContaining("-1");
        assertThatThrownBy(() -> new Backoff(2, 1, 0)).hasMessageContaining("Ceiling").hasMessageContaining("1");
        assertThatThrownBy(() -> new Backoff(1, 1, 1.1)).hasMessageContaining("Jitter").hasMessageContaining("1.1");
        assertThatThrownBy(() -> new Backoff(1, 1, Double.NaN)).hasMessageContaining("Jitter");
    }
}
