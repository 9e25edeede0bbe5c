package io.quarkiverse.sidecar.runtime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarExit;
import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkiverse.sidecar.SidecarFailedException;
import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;

/** The interpreter of the lifecycle, with a deterministic double for every adapter. */
class SupervisorTest {

    private final SupervisorHarness harness = new SupervisorHarness(2);
    private final Supervisor supervisor = harness.supervisor;

    @Test
    void isReadyWhenReclaimLaunchAndProbeHaveAnswered() {
        CompletableFuture<SidecarStatus> started = supervisor.start();
        assertThat(harness.calls()).containsExactly("reclaim 1");
        harness.answer(new Input.Reclaimed(1, List.of()));
        harness.answer(new Input.Launched(1, 4711, Set.of(Protection.GATE)));
        assertThat(harness.calls()).containsExactly("reclaim 1", "launch 1", "await 1");
        assertThat(started).isNotDone();
        harness.answer(new Input.Answered(1, true));

        SidecarStatus status = started.join();
        assertThat(status.state()).isEqualTo(SidecarState.READY);
        assertThat(status.pid()).hasValue(4711);
        assertThat(status.launch()).isEqualTo(1);
        assertThat(status.protections()).containsExactlyInAnyOrder(Protection.GATE, Protection.VERIFIED_LISTENER);
        assertThat(status.readySince()).isPresent();
        assertThat(harness.calls()).endsWith("await 1", "poll 1");
        assertThat(harness.events).extracting(SidecarEvent::getClass).last().isEqualTo(SidecarReady.class);
    }

    @Test
    void endsTheTreeOfACrashAlsoWhenNobodyCanBeTold() {
        harness.ready(supervisor);
        harness.failEvents = true;

        harness.answer(new Input.Exited(1, new SidecarExit(1), Optional.empty()));

        assertThat(harness.calls()).endsWith("end 1");
    }

    @Test
    void anAnswerOfAnOlderLaunchChangesNothing() {
        harness.ready(supervisor);
        harness.answer(new Input.Exited(1, new SidecarExit(1), Optional.empty()));
        harness.answer(new Input.TreeEnded(1));
        harness.elapse();
        SidecarStatus before = supervisor.status();
        int events = harness.events.size();
        harness.answer(new Input.Exited(1, new SidecarExit(1), Optional.empty()));
        harness.answer(new Input.NoAnswer(1, "late"));
        assertThat(supervisor.status()).isEqualTo(before);
        assertThat(harness.events).hasSize(events);
    }

    @Test
    void givesUpOnceAndSaysWhy() {
        CompletableFuture<SidecarStatus> started = supervisor.start();
        for (int launch = 1; launch <= 3; launch++) {
            harness.answer(new Input.Reclaimed(launch, List.of()));
            harness.answer(new Input.Launched(launch, 4710 + launch, Set.of()));
            harness.answer(new Input.Exited(launch, new SidecarExit(3), Optional.empty()));
            harness.answer(new Input.TreeEnded(launch));
            harness.elapse();
        }
        assertThatThrownBy(started::get).isInstanceOf(ExecutionException.class)
                .cause().isInstanceOf(SidecarFailedException.class).hasMessageContaining("exit 3");
        assertThat(harness.events(SidecarFailed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.reason()).isEqualTo(FailureReason.RESTARTS_EXHAUSTED);
            assertThat(failed.restarts()).isEqualTo(2);
            assertThat(failed.launch()).isEqualTo(3);
            assertThat(failed.outputTail()).containsExactly("last words");
        });
        assertThat(supervisor.status().state()).isEqualTo(SidecarState.FAILED);
        assertThat(supervisor.whenReady()).isCompletedExceptionally();
    }

    @Test
    void eachFailureHasItsTimeAlsoWhenTheyAreAlike() {
        supervisor.start();
        Instant first = crash(1);
        harness.elapse();
        Instant second = crash(2);
        assertThat(first).isBefore(second);
    }

    private Instant crash(int launch) {
        harness.answer(new Input.Reclaimed(launch, List.of()));
        harness.answer(new Input.Launched(launch, 4711, Set.of()));
        harness.answer(new Input.Exited(launch, new SidecarExit(3), Optional.empty()));
        harness.answer(new Input.TreeEnded(launch));
        return supervisor.status().failure().orElseThrow().at();
    }

    @Test
    void aStopTakesBackAStartThatIsUnderWay() {
        CompletableFuture<SidecarStatus> started = supervisor.start();
        CompletableFuture<SidecarStatus> ready = supervisor.whenReady();
        CompletableFuture<SidecarStatus> stopped = supervisor.stop();
        assertThat(started).isCompletedExceptionally();
        assertThat(stopped).isNotDone();
        harness.answer(new Input.Reclaimed(1, List.of()));
        assertThat(stopped.join().state()).isEqualTo(SidecarState.STOPPED);
        assertThat(harness.calls()).containsExactly("reclaim 1");
        assertThat(ready).as("whoever only waits, waits on").isNotDone();
    }

    @Test
    void aRestartIsNotDoneBeforeTheNewLaunchIsReady() {
        harness.ready(supervisor);
        CompletableFuture<SidecarStatus> restarted = supervisor.restart();
        assertThat(restarted).isNotDone();
        assertThat(harness.calls()).endsWith("probing stops", "end 1");
        harness.answer(new Input.Exited(1, new SidecarExit(143), Optional.empty()));
        harness.answer(new Input.TreeEnded(1));
        harness.answer(new Input.Reclaimed(2, List.of()));
        harness.answer(new Input.Launched(2, 4712, Set.of()));
        harness.answer(new Input.Answered(2, true));
        assertThat(restarted.join().launch()).isEqualTo(2);
        assertThat(restarted.join().restarts()).as("nobody's failure").isZero();
    }

    @Test
    void nothingIsLaunchedAfterAShutdown() {
        harness.ready(supervisor);
        CompletableFuture<SidecarStatus> down = supervisor.shutDown();
        CompletableFuture<SidecarStatus> started = supervisor.start();
        harness.answer(new Input.Exited(1, new SidecarExit(143), Optional.empty()));
        harness.answer(new Input.TreeEnded(1));
        assertThat(down.join().state()).isEqualTo(SidecarState.STOPPED);
        assertThat(started).isCompletedExceptionally();
        assertThat(supervisor.start()).isCompletedExceptionally();
        assertThat(harness.calls()).endsWith("end 1").doesNotContain("reclaim 2");
    }

    @Test
    void anAdapterThatThrowsDoesNotStopTheMailbox() {
        harness.failNextCall = true;
        supervisor.start();
        harness.answer(new Input.Reclaimed(1, List.of()));
        assertThat(supervisor.status().state()).isEqualTo(SidecarState.STARTING);
    }
}
