package io.quarkiverse.sidecar.runtime.lifecycle;

import static io.quarkiverse.sidecar.runtime.lifecycle.Samples.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.lifecycle.RestartBudget.Limits;

class RestartBudgetTest {

    private final Backoff backoff = new Backoff(SECOND, 30 * SECOND, 0);
    private final Limits five = new Limits(5, OptionalInt.empty(), 0);
    private final Limits twoInAMinute = new Limits(5, OptionalInt.of(2), 60 * SECOND);

    @Test
    void allowsSoManyRestartsAndNoMore() {
        RestartBudget budget = RestartBudget.FULL;
        for (int n = 0; n < 5; n++) {
            assertThat(budget.allows(five, 0)).as("restart %d", n + 1).isTrue();
            budget = budget.use(five, 0);
        }
        assertThat(budget.allows(five, 0)).isFalse();
        assertThat(budget.used()).isEqualTo(5);
    }

    @Test
    void isFullAgainAfterAStableRun() {
        RestartBudget spent = spend(5);
        assertThat(spent.refill().allows(five, 0)).isTrue();
        assertThat(spent.refill().used()).isZero();
    }

    @Test
    void delaysTheFirstRestartOfASidecarThatWasNeverStable() {
        assertThat(RestartBudget.FULL.delay(backoff, 0)).isEqualTo(SECOND);
        assertThat(spend(1).delay(backoff, 0)).isEqualTo(2 * SECOND);
    }

    @Test
    void restartsAtOnceAfterAStableRunThenBeginsWithTheFirstDelay() {
        RestartBudget stable = spend(4).refill();
        assertThat(stable.delay(backoff, 0)).isZero();
        stable = stable.use(five, 0);
        assertThat(stable.delay(backoff, 0)).isEqualTo(SECOND);
        stable = stable.use(five, 0);
        assertThat(stable.delay(backoff, 0)).isEqualTo(2 * SECOND);
    }

    @Test
    void refusesWhatTheWindowDoesNotAllowAlthoughRunsWereStable() {
        RestartBudget budget = RestartBudget.FULL.refill().use(twoInAMinute, 0).refill().use(twoInAMinute, 10 * SECOND)
                .refill();
        assertThat(budget.allows(twoInAMinute, 59 * SECOND)).isFalse();
        assertThat(budget.allows(twoInAMinute, 60 * SECOND)).isTrue();
    }

    @Test
    void forgetsRestartsThatLeftTheWindow() {
        RestartBudget budget = RestartBudget.FULL;
        for (int minute = 0; minute < 100; minute++) {
            budget = budget.use(twoInAMinute, minute * 60 * SECOND).refill();
        }
        assertThat(budget.recent()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void keepsNoTimesWithoutAWindow() {
        assertThat(spend(5).recent()).isEmpty();
    }

    private RestartBudget spend(int restarts) {
        RestartBudget budget = RestartBudget.FULL;
        for (int n = 0; n < restarts; n++) {
            budget = budget.use(five, n);
        }
        return budget;
    }
}
