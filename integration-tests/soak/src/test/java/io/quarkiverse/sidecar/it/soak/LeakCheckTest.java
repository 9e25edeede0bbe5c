package io.quarkiverse.sidecar.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

/** A leak is told from what wavers. */
class LeakCheckTest {

    @Test
    void whatWaversIsNoLeak() {
        assertThat(grown(i -> 140 + i % 7)).isEmpty();
    }

    @Test
    void aPeakIsNoLeak() {
        assertThat(grown(i -> i == 390 ? 900 : 140)).isEmpty();
    }

    @Test
    void oneThreadEveryMinuteIsALeak() {
        assertThat(grown(i -> 140 + i / 10)).containsExactly("threads");
    }

    @Test
    void aHeapThatWasNotLookedAtIsNotEmpty() {
        List<Measure> measures = LongStream.range(0, 400)
                .mapToObj(i -> measure(140, i % 12 == 0 ? 10_000_000 + 20_000 * i : 0)).toList();

        assertThat(LeakCheck.compare(measures)).filteredOn(LeakCheck.Finding::grown)
                .extracting(finding -> finding.quantity().name()).containsExactly("heap after a full collection, bytes");
    }

    private static List<String> grown(LongUnaryOperator threads) {
        List<Measure> measures = LongStream.range(0, 400).mapToObj(i -> measure(threads.applyAsLong(i), 9_000_000)).toList();
        return LeakCheck.compare(measures).stream().filter(LeakCheck.Finding::grown)
                .map(finding -> finding.quantity().name()).toList();
    }

    private static Measure measure(long threads, long liveBytes) {
        return new Measure(Instant.EPOCH, 1, threads, 80, 160_000, liveBytes, 0, 25, 7_000, 1.0);
    }
}
