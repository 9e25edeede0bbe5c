package io.quarkiverse.sidecar.runtime.lifecycle;

import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.*;
import static io.quarkiverse.sidecar.runtime.lifecycle.Samples.DEFAULTS;
import static io.quarkiverse.sidecar.runtime.lifecycle.Samples.SECOND;
import static io.quarkiverse.sidecar.runtime.lifecycle.Samples.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.SidecarExit;

/** What follows a failed attempt: another one, or the end. */
class RetryTest {

    private final Story story = new Story(DEFAULTS);

    @Test
    void whatSomebodyElseRunsIsNeverGivenUpAndNothingIsToldOfAProcess() {
        LifecycleRules patient = new LifecycleRules(true, false, 60 * SECOND, 1, 5 * SECOND, RestartPolicy.NEVER,
                new Backoff(SECOND, SECOND, 0), new RestartBudget.Limits(0, OptionalInt.empty(), 0), Set.of(),
                OptionalLong.empty(), true);
        Story story = new Story(patient).start().reclaimed().input(new Input.Launched(1, OptionalLong.empty(), Set.of()));
        assertThat(story.commands()).containsExactly(new Command.AwaitReady(1));
        for (int launch = 1; launch < 10; launch++) {
            story.answered(false).noAnswer("connection refused");
            assertThat(story.phase()).isEqualTo(ENDING_TO_RETRY);
            assertThat(story.treeEnded().phase()).isEqualTo(PENDING);
            assertThat(story.commands()).containsExactly(new Command.Reclaim(launch + 1));
            story.reclaimed().input(new Input.Launched(launch + 1, OptionalLong.empty(), Set.of()));
        }
        story.stop().treeEnded();
        assertThat(story.phase()).isEqualTo(STOPPED);
        assertThat(story.state().restarts()).isZero();
        assertThat(story.all(Command.Announce.class)).hasSize(18).allMatch(told -> told instanceof Command.AnnounceReady
                || told instanceof Command.AnnounceUnhealthy);
    }

    @Test
    void aFailedDependencyIsTerminalAtOnceAndItsRecoveryBeginsAnew() {
        Story story = new Story(DEFAULTS).start().dependencyFailed();
        assertThat(story.phase()).isEqualTo(FAILED);
        assertThat(story.all(Command.AnnounceFailed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.failure().reason()).isEqualTo(FailureReason.DEPENDENCY_FAILED);
            assertThat(failed.failure().message()).contains("'db'", "RESTARTS_EXHAUSTED", "It ended with exit 1.");
        });
        assertThat(story.recovered().phase()).isEqualTo(PENDING);
        assertThat(story.launch()).isEqualTo(2);
        assertThat(story.state().budget()).isEqualTo(RestartBudget.FULL);
    }

    @Test
    void theLastWordsOfASidecarThatNeverWasReadyTellTheCause() {
        Failure conflict = Failures.portConflict(4820, "EADDRINUSE");
        Story starting = new Story(DEFAULTS).start().up();
        starting.input(new Input.Exited(1, new SidecarExit(1), Optional.of(conflict)));
        assertThat(starting.state().failure()).contains(conflict);

        Story ready = new Story(DEFAULTS).ready().after(SECOND);
        ready.input(new Input.Exited(1, new SidecarExit(1), Optional.of(conflict)));
        assertThat(ready.state().failure()).map(Failure::reason).contains(FailureReason.EXITED);
    }

    @Test
    void endsTheWholeTreeBeforeItTriesAgain() {
        story.start().up().exited(1);
        assertThat(story.phase()).isEqualTo(ENDING_TO_RETRY);
        assertThat(story.commands()).containsExactly(new Command.AnnounceExited(new SidecarExit(1), false),
                new Command.EndTree(1));
        assertThat(story.treeEnded().phase()).isEqualTo(BACKING_OFF);
    }

    @Test
    void backsOffWithDoublingDelays() {
        story.start();
        for (int second = 1; second <= 16; second *= 2) {
            story.up().crash(1);
            long delay = story.state().delay();
            assertThat(delay).isBetween(second * SECOND, second * SECOND * 6 / 5);
            assertThat(story.commands()).contains(new Command.SetTimer(story.launch(), TimerKind.BACKOFF_OVER, delay));
            story.waitForRetry();
        }
    }

    @Test
    void drawsTheJitterOfEachDelayAnew() {
        story.start().up().crash(1);
        double first = (double) story.state().delay() / SECOND;
        story.waitForRetry().up().crash(1);
        double second = (double) story.state().delay() / (2 * SECOND);
        assertThat(second).isNotCloseTo(first, within(1e-6));
    }

    @Test
    void restartsAtOnceAfterAStableRun() {
        story.ready().stable().crash(1);
        assertThat(story.phase()).isEqualTo(PENDING);
        assertThat(story.commands()).contains(new Command.Reclaim(2));
        story.up().crash(1);
        assertThat(story.state().delay()).isBetween(SECOND, SECOND * 6 / 5);
    }

    @Test
    void givesUpPlainExitsAfterSixAttempts() {
        story.start();
        crashUntilDown(1);
        assertThat(story.phase()).isEqualTo(FAILED);
        assertThat(story.all(Command.Launch.class)).hasSize(6);
        Command.AnnounceFailed failed = story.all(Command.AnnounceFailed.class).get(0);
        assertThat(failed.failure().reason()).isEqualTo(FailureReason.RESTARTS_EXHAUSTED);
        assertThat(failed.exit()).contains(new SidecarExit(1));
        assertThat(failed.restarts()).isEqualTo(5);
    }

    @Test
    void givesUpAHeldPortAfterSixAttemptsAndKeepsItsName() {
        story.start();
        while (story.portHeld().phase() != FAILED) {
            story.waitForRetry();
        }
        assertThat(story.launch()).isEqualTo(6);
        assertThat(story.all(Command.Launch.class)).isEmpty();
        Command.AnnounceFailed failed = story.all(Command.AnnounceFailed.class).get(0);
        assertThat(failed.failure().reason()).isEqualTo(FailureReason.PORT_CONFLICT);
        assertThat(failed.failure().holder()).contains(Samples.UNRELATED);
        assertThat(failed.exit()).isEmpty();
    }

    @Test
    void announcesAFailureOnceAndStaysDown() {
        story.start();
        crashUntilDown(1);
        LifecycleState failed = story.state();
        story.treeEnded().exited(1).elapsed(TimerKind.STABLE).noAnswer("connection refused").answered(true).after(SECOND);
        assertThat(story.all(Command.AnnounceFailed.class)).hasSize(1);
        assertThat(story.state()).isEqualTo(failed);
    }

    @Test
    void hasAFullBudgetAfterAnExplicitStart() {
        story.start();
        crashUntilDown(1);
        story.start();
        crashUntilDown(1);
        assertThat(story.launch()).isEqualTo(12);
        assertThat(story.all(Command.AnnounceFailed.class)).hasSize(2);
    }

    @Test
    void hasAFullBudgetAfterAStopAndStartDuringAReclaim() {
        story.start();
        for (int restarts = 0; restarts < 5; restarts++) {
            story.up().crash(1).waitForRetry();
        }
        story.stop().start();
        assertThat(story.phase()).isEqualTo(PENDING);
        crashUntilDown(1);
        assertThat(story.all(Command.Launch.class)).hasSize(5 + 6);
    }

    @Test
    void hasAFullBudgetAfterARestartDuringAReclaim() {
        story.start();
        for (int restarts = 0; restarts < 5; restarts++) {
            story.up().crash(1).waitForRetry();
        }
        story.restart();
        crashUntilDown(1);
        assertThat(story.all(Command.Launch.class)).hasSize(5 + 6);
    }

    @ParameterizedTest
    @CsvSource({
            "ALWAYS,     0, BACKING_OFF",
            "ALWAYS,     1, BACKING_OFF",
            "ON_FAILURE, 0, COMPLETED",
            "ON_FAILURE, 1, BACKING_OFF",
            "NEVER,      0, COMPLETED",
            "NEVER,      1, FAILED" })
    void followsItsRestartPolicy(RestartPolicy policy, int code, Phase next) {
        Story told = new Story(rules(true, policy, 5, OptionalLong.empty())).ready().after(SECOND).crash(code);
        assertThat(told.phase()).isEqualTo(next);
        assertThat(told.all(Command.AnnounceFailed.class)).hasSize(next == FAILED ? 1 : 0);
        assertThat(told.state().failure().isPresent()).isEqualTo(next != COMPLETED);
        if (next == FAILED) {
            assertThat(told.state().failure().orElseThrow().reason()).isEqualTo(FailureReason.EXITED);
        }
    }

    @ParameterizedTest
    @CsvSource({
            "true,  ALWAYS,     BACKING_OFF",
            "true,  ON_FAILURE, BACKING_OFF",
            "true,  NEVER,      FAILED",
            "false, ALWAYS,     BACKING_OFF",
            "false, ON_FAILURE, COMPLETED",
            "false, NEVER,      COMPLETED" })
    void completesBeforeReadinessOnlyWithNothingToProve(boolean probed, RestartPolicy policy, Phase next) {
        Story told = new Story(rules(probed, policy, 5, OptionalLong.empty())).start().up().crash(0);
        assertThat(told.phase()).isEqualTo(next);
        if (next != COMPLETED) {
            assertThat(told.state().failure().orElseThrow().message()).startsWith("It ended with exit 0 before it was ready.")
                    .contains("stay in the foreground", "standard input");
        }
    }

    /** Its daemon answered before the exit of its parent was known. */
    @Test
    void doesNotCompleteASidecarThatWasReadyForAMoment() {
        Story told = new Story(rules(true, RestartPolicy.NEVER, 5, OptionalLong.empty())).ready().after(SECOND / 10).crash(0);
        assertThat(told.phase()).isEqualTo(FAILED);
        assertThat(told.state().failure().orElseThrow().message()).contains("foreground");
    }

    @Test
    void doesNotHintAtTheBackgroundAfterReadiness() {
        Story told = new Story(rules(true, RestartPolicy.ALWAYS, 5, OptionalLong.empty())).ready().after(SECOND).crash(0);
        assertThat(told.state().failure().orElseThrow().message()).doesNotContain("before it was ready", "foreground");
    }

    @Test
    void doesNotCompleteASidecarThatWasEndedForBeingUnhealthy() {
        Story told = new Story(rules(true, RestartPolicy.ON_FAILURE, 5, OptionalLong.empty())).ready();
        told.noAnswer("timed out").noAnswer("timed out").noAnswer("timed out").exited(0).treeEnded();
        assertThat(told.phase()).isEqualTo(BACKING_OFF);
        assertThat(told.state().failure().orElseThrow().reason()).isEqualTo(FailureReason.UNHEALTHY);
    }

    @Test
    void isTerminalAtOnceOnAFatalExitCode() {
        story.ready().crash(3);
        assertThat(story.phase()).isEqualTo(FAILED);
        assertThat(story.state().failure().orElseThrow().reason()).isEqualTo(FailureReason.FATAL_EXIT_CODE);
    }

    @Test
    void isTerminalAtOnceWhenTheCommandCannotBeExecuted() {
        story.start().reclaimed().input(new Input.LaunchFailed(1, Failures.notExecutable("There is no nodee.")));
        assertThat(story.phase()).isEqualTo(FAILED);
    }

    @Test
    void triesAgainWhenALaunchFails() {
        story.start().reclaimed().input(new Input.LaunchFailed(1, Failures.launchFailed("too many processes")));
        assertThat(story.phase()).isEqualTo(BACKING_OFF);
    }

    @Test
    void takesABindErrorInItsOutputForAPortConflict() {
        Failure bind = Failures.portConflict(4820, "EADDRINUSE");
        story.start().up().input(new Input.Exited(1, new SidecarExit(1), Optional.of(bind))).treeEnded();
        assertThat(story.state().failure()).contains(bind);
    }

    @Test
    void endsASidecarWhoseAnswerComesFromAStranger() {
        story.start().up().strangerAnswered();
        assertThat(story.phase()).isEqualTo(ENDING_TO_RETRY);
        assertThat(story.state().failure().orElseThrow().reason()).isEqualTo(FailureReason.PORT_CONFLICT);
        assertThat(story.commands()).containsExactly(new Command.EndTree(1));
    }

    @Test
    void endsASidecarThatIsNeverReady() {
        story.start().up().noAnswer("HTTP 503").after(60 * SECOND).elapsed(TimerKind.READY_TIMEOUT);
        assertThat(story.phase()).isEqualTo(ENDING_TO_RETRY);
        assertThat(story.state().failure().orElseThrow().message()).contains("HTTP 503");
    }

    @Test
    void drawsTheSameDelaysFromTheSameSeedAndOthersFromOthers() {
        List<Long> delays = LongStream.range(0, 1000).map(RetryTest::firstTwoDelays).boxed().toList();

        assertThat(delays).doesNotHaveDuplicates();
        assertThat(LongStream.range(0, 1000).map(RetryTest::firstTwoDelays).boxed().toList()).isEqualTo(delays);
        assertThat(delays.stream().mapToDouble(Long::doubleValue).average().orElseThrow())
                .as("3 s, and half of the jitter").isCloseTo(3.3 * SECOND, within(0.03 * SECOND));
    }

    private static long firstTwoDelays(long seed) {
        Story story = new Story(DEFAULTS, seed).start().up().crash(1);
        long first = story.state().delay();
        return first + story.waitForRetry().up().crash(1).state().delay();
    }

    @Test
    void endsASidecarThatFailsItsPolls() {
        story.ready().noAnswer("HTTP 503").noAnswer("HTTP 503").noAnswer("HTTP 500");
        assertThat(story.commands()).containsExactly(new Command.AnnounceUnhealthy("HTTP 500"), new Command.EndTree(1));
        story.exited(143);
        assertThat(story.commands()).containsExactly(new Command.AnnounceExited(new SidecarExit(143), true));
    }

    @Test
    void neverCutsADelayShortForAnEarlyTimer() {
        story.start().up().crash(1);
        long delay = story.state().delay();
        story.after(delay - 1).elapsed(TimerKind.BACKOFF_OVER);
        assertThat(story.phase()).isEqualTo(BACKING_OFF);
        assertThat(story.commands()).containsExactly(new Command.SetTimer(1, TimerKind.BACKOFF_OVER, 1));
        assertThat(story.after(1).elapsed(TimerKind.BACKOFF_OVER).phase()).isEqualTo(PENDING);
    }

    @Test
    void triesAFailedSidecarAgainWhereThatIsDeclared() {
        Story told = new Story(rules(true, RestartPolicy.NEVER, 5, OptionalLong.of(60 * SECOND))).ready().crash(1);
        assertThat(told.commands()).contains(new Command.SetTimer(1, TimerKind.RETRY_DUE, 60 * SECOND));
        assertThat(told.after(60 * SECOND).elapsed(TimerKind.RETRY_DUE).phase()).isEqualTo(PENDING);
    }

    @Test
    void givesUpASidecarThatFlapsBetweenStableRuns() {
        LifecycleRules flapping = new LifecycleRules(true, true, 60 * SECOND, 3, 5 * SECOND,
                RestartPolicy.ALWAYS, new Backoff(SECOND, 30 * SECOND, 0),
                new RestartBudget.Limits(5, OptionalInt.of(3), 600 * SECOND), Set.of(), OptionalLong.empty());
        Story told = new Story(flapping).start();
        for (int n = 0; n < 4; n++) {
            told.up().answered(true).stable().crash(1);
        }
        assertThat(told.phase()).isEqualTo(FAILED);
        assertThat(told.state().failure().orElseThrow().message())
                .endsWith("Given up after 3 restarts.");
    }

    @Test
    void forgetsTheFailureOnceItIsReady() {
        story.start().up().crash(1).waitForRetry();
        assertThat(story.state().failure()).isPresent();
        story.up().answered(true);
        assertThat(story.state().failure()).isEmpty();
        assertThat(story.state().lastExit()).contains(new SidecarExit(1));
        assertThat(story.state().restarts()).isEqualTo(1);
    }

    private void crashUntilDown(int code) {
        List<Phase> resting = List.of(FAILED, COMPLETED, STOPPED);
        while (!resting.contains(story.up().crash(code).waitForRetry().phase())) {
            assertThat(story.launch()).as("attempts").isLessThan(100);
        }
    }
}
