package io.quarkiverse.sidecar.runtime.lifecycle;

import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.*;
import static io.quarkiverse.sidecar.runtime.lifecycle.Samples.DEFAULTS;
import static io.quarkiverse.sidecar.runtime.lifecycle.Samples.SECOND;
import static io.quarkiverse.sidecar.runtime.lifecycle.Samples.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.SidecarExit;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.Orphan;

/** From a start to ready, and what may go otherwise. Failures are told in {@link RetryTest}, stops in {@link StopTest}. */
class LifecycleTest {

    private final Story story = new Story(DEFAULTS);

    @Test
    void reclaimsThenLaunchesThenWaitsForAnAnswer() {
        assertThat(story.start().commands()).containsExactly(new Command.Reclaim(1));
        assertThat(story.reclaimed().commands()).containsExactly(new Command.Launch(1));
        assertThat(story.launched().commands()).containsExactly(new Command.AnnounceLaunched(101),
                new Command.SetTimer(1, TimerKind.READY_TIMEOUT, 60 * SECOND), new Command.AwaitReady(1));
        assertThat(story.phase()).isEqualTo(STARTING);
    }

    @Test
    void isReadyAtOnceWhenTheAnswerIsProvedItsOwn() {
        story.start().up().after(2 * SECOND).answered(true);
        assertThat(story.phase()).isEqualTo(READY);
        assertThat(story.commands()).containsExactly(new Command.AnnounceReady(OptionalLong.of(101), 2 * SECOND),
                new Command.SetTimer(1, TimerKind.STABLE, 5 * SECOND), new Command.Poll(1));
        assertThat(story.state().attempt().protections()).containsExactlyInAnyOrder(Protection.RECORD,
                Protection.VERIFIED_LISTENER);
    }

    @Test
    void isReadyWithoutAProofOnlyAfterAnsweringForStableAfter() {
        story.start().up().answered(false).after(5 * SECOND - 1).answered(false);
        assertThat(story.phase()).isEqualTo(STARTING);
        story.after(1).answered(false);
        assertThat(story.phase()).isEqualTo(READY);
        assertThat(story.state().attempt().protections()).doesNotContain(Protection.VERIFIED_LISTENER);
    }

    @Test
    void isReadyWithoutAProofAtOnceWhenNoneIsWanted() {
        LifecycleRules rules = rules(true, RestartPolicy.ALWAYS, 5, OptionalLong.empty());
        Story trusting = new Story(new LifecycleRules(true, false, rules.readyTimeout(), rules.failureThreshold(),
                rules.stableAfter(), rules.policy(), rules.backoff(), rules.limits(), rules.fatalExitCodes(),
                rules.retryAfter()));
        assertThat(trusting.start().up().answered(false).phase()).isEqualTo(READY);
        assertThat(trusting.state().attempt().protections()).doesNotContain(Protection.VERIFIED_LISTENER);
    }

    @Test
    void takesUpAProofThatComesAfterItWasReady() {
        story.start().up().answered(false).after(5 * SECOND).answered(false).after(10 * SECOND).answered(true);
        assertThat(story.phase()).isEqualTo(READY);
        assertThat(story.state().attempt().protections()).contains(Protection.VERIFIED_LISTENER);
    }

    @Test
    void countsAnUnprovedAnswerAnewAfterASilence() {
        story.start().up().answered(false).after(4 * SECOND).noAnswer("connection refused").after(SECOND).answered(false);
        assertThat(story.phase()).isEqualTo(STARTING);
        story.after(4 * SECOND).answered(false);
        assertThat(story.phase()).isEqualTo(STARTING);
        story.after(SECOND).answered(false);
        assertThat(story.phase()).isEqualTo(READY);
    }

    @Test
    void isReadyByBeingAliveWhenThereIsNothingToAsk() {
        Story silent = new Story(rules(false, RestartPolicy.ALWAYS, 5, OptionalLong.empty())).start().up();
        assertThat(silent.commands()).contains(new Command.SetTimer(1, TimerKind.SETTLED, 5 * SECOND))
                .noneMatch(Command.AwaitReady.class::isInstance);
        silent.after(5 * SECOND).elapsed(TimerKind.SETTLED);
        assertThat(silent.phase()).isEqualTo(READY);
        assertThat(silent.commands()).as("it can be suspended").contains(new Command.Poll(1));
    }

    @Test
    void doesNotTakeAProbedSidecarForReadyBecauseItIsAlive() {
        story.start().up().after(5 * SECOND).elapsed(TimerKind.SETTLED);
        assertThat(story.phase()).isEqualTo(STARTING);
    }

    @Test
    void tellsOfEveryOrphanBeforeItLaunches() {
        Orphan first = new Orphan(17, List.of(17L, 18L));
        Orphan second = new Orphan(19, List.of(19L));
        story.start().input(new Input.Reclaimed(1, List.of(first, second)));
        assertThat(story.commands()).containsExactlyInAnyOrder(new Command.AnnounceReclaimed(first),
                new Command.AnnounceReclaimed(second), new Command.Launch(1)).last().isEqualTo(new Command.Launch(1));
    }

    @Test
    void oneSlowAnswerIsNotDeath() {
        story.ready().noAnswer("timed out").noAnswer("timed out").answered(true).noAnswer("timed out").noAnswer("timed out");
        assertThat(story.phase()).isEqualTo(READY);
        assertThat(story.all(Command.AnnounceUnhealthy.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = InputKind.class, mode = EnumSource.Mode.EXCLUDE, names = { "START", "STOP", "RESTART", "SHUTDOWN" })
    void answersOfAnOlderLaunchChangeNothing(InputKind kind) {
        for (Phase phase : Phase.values()) {
            LifecycleState state = newer(Samples.states(phase).get(0));
            for (Input input : Samples.inputs(kind)) {
                Step step = new Lifecycle(DEFAULTS).step(state, input, Samples.LATER);
                assertThat(step.state()).as("%s in %s", input, phase).isEqualTo(state);
                assertThat(step.commands()).as("%s in %s", input, phase).isEmpty();
            }
        }
    }

    @Test
    void reportsAnAnswerOfALaunchThatNeverWas() {
        Input answer = new Input.Answered(9, true);
        story.start().up().input(answer);
        assertThat(story.commands()).containsExactly(new Command.ReportImpossible(STARTING, answer));
        assertThat(story.phase()).isEqualTo(STARTING);
    }

    @Test
    void reportsWhatCannotHappenAndStaysSupervised() {
        LifecycleState before = story.start().state();
        Input exited = new Input.Exited(1, new SidecarExit(1), Optional.empty());
        story.input(exited);
        assertThat(story.commands()).containsExactly(new Command.ReportImpossible(PENDING, exited));
        assertThat(story.state()).isEqualTo(before);
        assertThat(story.up().phase()).isEqualTo(STARTING);
    }

    @Test
    void setsATimerThatComesEarlyAgainForWhatIsLeft() {
        story.start().up().after(SECOND).elapsed(TimerKind.READY_TIMEOUT);
        assertThat(story.phase()).isEqualTo(STARTING);
        assertThat(story.commands()).containsExactly(new Command.SetTimer(1, TimerKind.READY_TIMEOUT, 59 * SECOND));
    }

    @Test
    void measuresTimeAlsoWhereTheClockIsNegativeOrWrapsAround() {
        Story wrapped = new Story(DEFAULTS).after(Long.MAX_VALUE - 1).ready();
        wrapped.after(5 * SECOND - 1).elapsed(TimerKind.STABLE);
        assertThat(wrapped.state().budget().stable()).isFalse();
        wrapped.after(1).elapsed(TimerKind.STABLE);
        assertThat(wrapped.state().budget().stable()).isTrue();
    }

    @Test
    void ignoresAnswersThatComeTwice() {
        story.start().reclaimed();
        assertThat(story.reclaimed().commands()).isEmpty();
        assertThat(story.launched().launched().commands()).isEmpty();
        assertThat(story.phase()).isEqualTo(STARTING);
    }

    @ParameterizedTest
    @CsvSource({ "STOPPED,STOPPED", "PENDING,PENDING", "LAUNCHING,STARTING", "STARTING,STARTING", "READY,READY",
            "ENDING_TO_RETRY,STOPPING", "RESTARTING,STOPPING", "LAUNCHING_TO_STOP,STOPPING", "BACKING_OFF,BACKING_OFF",
            "FAILED,FAILED", "COMPLETED,COMPLETED", "SHUT_DOWN,STOPPED" })
    void showsItsPhaseAsTheStateOfTheApi(Phase phase, String state) {
        assertThat(phase.state()).hasToString(state);
    }

    @ParameterizedTest
    @ValueSource(strings = { "LAUNCHED", "STABLE" })
    void takesOnlyRequestsForRequests(InputKind kind) {
        assertThatThrownBy(() -> new Input.Request(kind)).hasMessageContaining(kind.name());
    }

    private static LifecycleState newer(LifecycleState state) {
        return new LifecycleState(state.phase(), state.launch() + 1, state.since(), state.delay(),
                Attempt.launched(OptionalLong.of(43), Set.of(), 0), state.lastExit(), state.failure(), state.budget(),
                state.restarts(),
                state.seed());
    }
}
