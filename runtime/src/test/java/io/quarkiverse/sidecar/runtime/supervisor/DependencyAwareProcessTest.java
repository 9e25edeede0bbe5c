package io.quarkiverse.sidecar.runtime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.runtime.lifecycle.Failures;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;

class DependencyAwareProcessTest {

    private final SupervisorHarness dependency = new SupervisorHarness(0);
    private final List<Input> answers = new ArrayList<>();
    private final DependencyAwareProcess dependent = new DependencyAwareProcess(new SupervisorHarness(0),
            () -> List.of(dependency.supervisor), names -> {
            });

    /** With restart.retry-after it asks again and again, perhaps for weeks. */
    @Test
    void waitsOnceForTheRecoveryOfADependencyHoweverOftenItHasAsked() {
        dependency.supervisor.start();
        dependency.answer(new Input.Reclaimed(1, List.of()));
        dependency.answer(new Input.LaunchFailed(1, Failures.launchFailed("as the test wants it")));
        assertThat(dependency.supervisor.status().state()).isEqualTo(SidecarState.FAILED);
        for (int launch = 1; launch <= 3; launch++) {
            dependent.reclaim(launch, answers::add);
        }
        assertThat(answers).hasSize(3).allMatch(Input.Hindered.class::isInstance);

        dependency.supervisor.start();
        dependency.answer(new Input.Reclaimed(2, List.of()));
        dependency.answer(new Input.Launched(2, 4711, Set.of()));
        dependency.answer(new Input.Answered(2, true));
        assertThat(answers.subList(3, answers.size())).containsExactly(new Input.Recovered(3));
    }
}
