package io.quarkiverse.sidecar.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class GracePeriodTest {

    private static long of(PodPlan plan) {
        return GracePeriod.seconds(plan, Duration.ZERO);
    }

    @Test
    void isNeverShorterThanTheDefaultOfKubernetes() {
        assertThat(of(Plans.of("a.command=a"))).isEqualTo(30);
    }

    @Test
    void coversTheLongestChainOfStops() {
        assertThat(of(Plans.of("a.command=a", "a.stop.timeout=20s", "b.command=b", "b.stop.timeout=25500ms", "b.depends-on=a",
                "c.command=c", "c.stop.timeout=40s"))).isEqualTo(48);
    }

    @Test
    void coversWhatIsDeclared() {
        assertThat(of(Plans.of("shutdown-timeout=50s", "a.command=a", "a.stop.timeout=20s"))).isEqualTo(50);
    }

    @Test
    void coversTheContainersWhichAreEndedOneByOneAfterTheApplication() {
        assertThat(of(Plans.of("a.command=a", "a.stop.timeout=20s", "b.container.image=b", "b.stop.timeout=15s",
                "c.container.image=c", "c.stop.timeout=5s"))).isEqualTo(20 + 2 + 15 + 5);
    }

    @Test
    void coversTheRequestsOfTheApplication() {
        assertThat(GracePeriod.seconds(Plans.of("a.command=a", "a.stop.timeout=20s"), Duration.ofSeconds(15))).isEqualTo(37);
    }

    @Test
    void countsNoStopOfWhatSomebodyElseRuns() {
        assertThat(of(Plans.of("a.command=a", "a.stop.timeout=200s", "a.mode=external"))).isEqualTo(30);
    }
}
