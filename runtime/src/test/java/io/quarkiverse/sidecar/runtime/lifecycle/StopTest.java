package io.quarkiverse.sidecar.runtime.lifecycle;

import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.*;
import static io.quarkiverse.sidecar.runtime.lifecycle.Samples.DEFAULTS;
import static io.quarkiverse.sidecar.runtime.lifecycle.Samples.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.sidecar.SidecarExit;

/** Stops, restarts and shutdowns that come while something else is under way. */
class StopTest {

    private final Story story = new Story(DEFAULTS);

    @Test
    void aStopGivesUpTheWaitForADependency() {
        Story story = new Story(DEFAULTS).start().stop();
        assertThat(story.commands()).containsExactly(new Command.AbandonReclaim(1));
        assertThat(story.abandoned().phase()).isEqualTo(STOPPED);
        assertThat(story.recovered().phase()).isEqualTo(STOPPED);
    }

    @Test
    void aStartAfterThatWaitsAgain() {
        Story story = new Story(DEFAULTS).start().stop().start();
        assertThat(story.phase()).isEqualTo(PENDING);
        assertThat(story.abandoned().phase()).isEqualTo(PENDING);
        assertThat(story.commands()).containsExactly(new Command.Reclaim(1));
    }

    @Test
    void isStoppedOnlyWhenNothingIsAlive() {
        story.ready().stop();
        assertThat(story.commands()).containsExactly(new Command.EndTree(1));
        assertThat(story.exited(143).phase()).isEqualTo(STOPPING);
        assertThat(story.commands()).containsExactly(new Command.AnnounceExited(new SidecarExit(143), true));
        assertThat(story.treeEnded().phase()).isEqualTo(STOPPED);
        assertThat(story.commands()).containsExactly(new Command.AnnounceStopped());
    }

    @Test
    void endsWhatComesUpAfterAStop() {
        story.start().reclaimed().stop();
        assertThat(story.commands()).isEmpty();
        story.launched();
        assertThat(story.phase()).isEqualTo(STOPPING);
        assertThat(story.commands()).containsExactly(new Command.AnnounceLaunched(101), new Command.EndTree(1));
    }

    @Test
    void doesNotLaunchAfterAStopDuringTheReclaim() {
        story.start().stop().reclaimed();
        assertThat(story.phase()).isEqualTo(STOPPED);
        assertThat(story.all(Command.Launch.class)).isEmpty();
    }

    @Test
    void launchesOnceWhenAStopIsTakenBackDuringTheReclaim() {
        story.start().stop().start().reclaimed().reclaimed();
        assertThat(story.all(Command.Launch.class)).containsExactly(new Command.Launch(1));
    }

    @Test
    void launchesAnewWhenAStopIsTakenBackDuringTheLaunch() {
        story.start().reclaimed().stop().start().launched();
        assertThat(story.phase()).isEqualTo(RESTARTING);
        assertThat(story.treeEnded().commands()).containsExactly(new Command.Reclaim(2));
    }

    @Test
    void stopsDuringABackoffAndForgetsItsTimer() {
        story.start().up().crash(1).stop();
        assertThat(story.phase()).isEqualTo(STOPPED);
        assertThat(story.after(10 * SECOND).elapsed(TimerKind.BACKOFF_OVER).phase()).isEqualTo(STOPPED);
        assertThat(story.commands()).isEmpty();
    }

    @Test
    void stopsASidecarThatJustCrashed() {
        story.ready().exited(1).stop().treeEnded();
        assertThat(story.phase()).isEqualTo(STOPPED);
        assertThat(story.all(Command.AnnounceRestart.class)).isEmpty();
    }

    @Test
    void restartsOnceAlthoughAskedForTwiceWhileEnding() {
        story.ready().restart().restart().start();
        assertThat(story.phase()).isEqualTo(RESTARTING);
        assertThat(story.all(Command.EndTree.class)).hasSize(1);
        assertThat(story.exited(143).treeEnded().phase()).isEqualTo(PENDING);
        assertThat(story.all(Command.Reclaim.class)).hasSize(2);
    }

    @Test
    void startsAgainWhenAskedForWhileStopping() {
        story.ready().stop().start().exited(143).treeEnded();
        assertThat(story.phase()).isEqualTo(PENDING);
        assertThat(story.all(Command.AnnounceStopped.class)).isEmpty();
    }

    @Test
    void stopsAlthoughARestartWasUnderWay() {
        story.ready().restart().stop().exited(143).treeEnded();
        assertThat(story.phase()).isEqualTo(STOPPED);
    }

    @Test
    void startsAtOnceDuringABackoff() {
        story.start().up().crash(1).start();
        assertThat(story.commands()).containsExactly(new Command.Reclaim(2));
        story.after(10 * SECOND).input(new Input.Elapsed(1, TimerKind.BACKOFF_OVER));
        assertThat(story.commands()).isEmpty();
    }

    @Test
    void anExitThatWasAskedForIsNoCrash() {
        story.ready().stop().crash(3);
        assertThat(story.phase()).isEqualTo(STOPPED);
        assertThat(story.state().failure()).isEmpty();
    }

    @Test
    void tellsOfOneExitOnce() {
        story.ready().stop().exited(143).exited(143);
        assertThat(story.all(Command.AnnounceExited.class)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLaunchedAfterAShutdownWhateverCame(Phase phase) {
        LifecycleState state = Samples.states(phase).get(0);
        Lifecycle lifecycle = new Lifecycle(DEFAULTS);
        state = lifecycle.step(state, new Input.Request(InputKind.SHUTDOWN), Samples.LATER).state();
        for (int round = 0; round < 3; round++) {
            for (InputKind kind : InputKind.values()) {
                for (Input input : Samples.inputs(kind)) {
                    Step step = lifecycle.step(state, input, Samples.LATER);
                    assertThat(step.commands()).noneMatch(Command.Launch.class::isInstance)
                            .noneMatch(Command.Reclaim.class::isInstance);
                    state = step.state();
                }
            }
        }
        assertThat(state.phase()).isEqualTo(SHUT_DOWN);
    }

    @Test
    void toStopWhatIsStoppedChangesNothing() {
        LifecycleState before = story.state();
        assertThat(story.stop().state()).isEqualTo(before);
        assertThat(story.commands()).isEqualTo(List.of());
    }
}
