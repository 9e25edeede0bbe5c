package io.quarkiverse.sidecar.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

/** The checks of the readiness document tell a lie from what takes a moment to find out. */
class ReadinessChecksTest {

    private final MadeUp seen = new MadeUp();

    @Test
    void aDeadSidecarMayBeCalledReadyForAMoment() {
        ReadyIsTrue check = new ReadyIsTrue();
        seen.says("web", "READY", 1, 10);

        assertThat(seen.judgedBy(check, (int) ReadyIsTrue.DEAD.toSeconds() + 1)).isEmpty();
        assertThat(seen.judgedBy(check, 1)).singleElement().asString().contains("'web'", "not there");
    }

    @Test
    void theProcessOfAReadySidecarIsOfThisStart() {
        ReadyIsTrue check = new ReadyIsTrue();
        seen.start(1).process(10, "web", "t1").start(2).says("web", "READY", 1, 10);

        assertThat(seen.judgedBy(check, 10)).isNotEmpty();
    }

    @Test
    void aSilentSidecarMayBeCalledReadyUntilThePollsHaveFailed() {
        ReadyIsTrue check = new ReadyIsTrue();
        seen.says("web", "READY", 1, 10).process(10, "web", "t1").well("web", false);

        assertThat(seen.judgedBy(check, (int) ReadyIsTrue.SILENT.toSeconds() + 1)).isEmpty();
        assertThat(seen.judgedBy(check, 1)).singleElement().asString().contains("'web'", "does not answer");
    }

    @Test
    void oneAnswerBeginsAnew() {
        ReadyIsTrue check = new ReadyIsTrue();
        seen.says("web", "READY", 1, 10).process(10, "web", "t1");
        for (int i = 0; i < 5; i++) {
            assertThat(seen.well("web", false).judgedBy(check, 10)).isEmpty();
            assertThat(seen.well("web", true).judgedBy(check, 1)).isEmpty();
        }
    }

    @Test
    void anotherLaunchBeginsAnew() {
        ReadyIsTrue check = new ReadyIsTrue();
        seen.process(10, "web", "t1").well("web", false);
        for (int launch = 1; launch < 5; launch++) {
            assertThat(seen.says("web", "READY", launch, 10).judgedBy(check, 10)).isEmpty();
        }
    }

    @Test
    void whatAnswersBecomesReady() {
        ReadyIsTrue check = new ReadyIsTrue();
        seen.says("web", "STARTING", 1, 10).process(10, "web", "t1").well("web", true);

        assertThat(seen.judgedBy(check, (int) ReadyIsTrue.UNNOTICED.toSeconds() + 1)).isEmpty();
        assertThat(seen.judgedBy(check, 1)).singleElement().asString().contains("'web'", "answers");
    }

    @Test
    void theVerdictIsUpExactlyWhenAllRequiredAreWell() {
        VerdictFollows check = new VerdictFollows(Set.of("web", "once"));
        seen.says("web", "READY", 1, 10).says("once", "COMPLETED", 1, 0).says("other", "FAILED", 7, 0);
        assertThat(seen.up(true).judgedBy(check, 1)).isEmpty();
        assertThat(seen.up(false).judgedBy(check, 1)).hasSize(1);

        seen.says("web", "STARTING", 2, 10);

        assertThat(seen.up(false).judgedBy(check, 1)).isEmpty();
        assertThat(seen.up(true).judgedBy(check, 1)).hasSize(1);
    }

    @Test
    void aRequiredSidecarThatIsNotMentionedIsNotWell() {
        assertThat(seen.up(true).judgedBy(new VerdictFollows(Set.of("web")), 1)).hasSize(1);
    }

    @Test
    void everyFailureThatLastsIsTold() {
        FailuresSeen failures = new FailuresSeen();
        for (int launch = 1; launch < 4; launch++) {
            failures.look(seen.says("web", "FAILED", launch, 0).next());
            failures.look(seen.next());
        }
        failures.look(seen.says("web", "FAILED", 4, 0).next());

        assertThat(failures.untold(Map.of("1/web", 3L))).isEmpty();
        assertThat(failures.untold(Map.of("1/web", 2L))).singleElement().asString().contains("1/web", "[1, 2, 3]");
    }

    @Test
    void aPassingStatePasses() {
        seen.says("web", "BACKING_OFF", 1, 0).says("held", "READY", 1, 10).waiting("dependent", "PENDING");
        NothingStuck check = new NothingStuck();
        assertThat(seen.judgedBy(check, 17)).isEmpty();

        assertThat(seen.judgedBy(check, 3)).isNotEmpty().allMatch(wrong -> wrong.contains("'web'"));
    }

    @Test
    void theApplicationAnswers() {
        NothingStuck check = new NothingStuck();
        seen.silentApplication();
        assertThat(seen.judgedBy(check, 60)).isEmpty();

        assertThat(seen.judgedBy(check, 3)).isNotEmpty();
    }
}
