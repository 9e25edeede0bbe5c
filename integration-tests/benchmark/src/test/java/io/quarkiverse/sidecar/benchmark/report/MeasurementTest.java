package io.quarkiverse.sidecar.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasurementTest {

    private final Measurement tenAgainstFour = Measurement.of("part", "it", "ms", Quartiles.once(10))
            .against(Quartiles.once(4));

    @Test
    void comparesTheRatioWithTheGoal() {
        assertThat(tenAgainstFour.goal(Goal.ratioAtMost(2.5)).met()).contains(true);
        assertThat(tenAgainstFour.goal(Goal.ratioAtMost(2.4)).met()).contains(false);
        assertThat(tenAgainstFour.goal(Goal.ratioAtLeast(2.5)).met()).contains(true);
        assertThat(tenAgainstFour.goal(Goal.ratioAtLeast(2.6)).met()).contains(false);
    }

    @Test
    void comparesTheDifferenceWithTheGoal() {
        assertThat(tenAgainstFour.goal(Goal.atMostMore(6)).met()).contains(true);
        assertThat(tenAgainstFour.goal(Goal.atMostMore(5)).met()).contains(false);
    }

    @Test
    void comparesTheMedianWithTheGoal() {
        assertThat(tenAgainstFour.goal(Goal.atMost(10)).met()).contains(true);
        assertThat(tenAgainstFour.goal(Goal.atMost(9)).met()).contains(false);
    }

    @Test
    void isARowThatSaysAllOfThat() {
        assertThat(tenAgainstFour.goal(Goal.ratioAtMost(2)).row())
                .containsExactly("it", "10 ms", "4 ms", "2.50 ×", "≤ 2 ×", "missed", "1");
    }

    @Test
    void leavesOutWhatThereIsNot() {
        assertThat(Measurement.of("part", "it", "ms", new Quartiles(1, 2, 3, 9)).row())
                .containsExactly("it", "2 ms (1 to 3)", "–", "–", "–", "–", "9");
    }
}
