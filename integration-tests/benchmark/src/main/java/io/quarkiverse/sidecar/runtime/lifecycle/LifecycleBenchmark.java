package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.quarkiverse.sidecar.SidecarExit;

/** One step of the lifecycle: that of a ready sidecar which has answered a poll, and of one that crashes after a stable run. */
@State(Scope.Benchmark)
public class LifecycleBenchmark {

    private static final long SECOND = 1_000_000_000L;

    private final Lifecycle lifecycle = new Lifecycle(new LifecycleRules(true, true, 60 * SECOND, 3, 5 * SECOND,
            RestartPolicy.ALWAYS, new Backoff(SECOND, 30 * SECOND, 0.2),
            new RestartBudget.Limits(5, OptionalInt.empty(), 0), Set.of(), OptionalLong.empty()));

    private LifecycleState stable;
    private Input poll;
    private Input crash;
    private long now;

    @Setup
    public void comeUp() {
        LifecycleState state = LifecycleState.initial(7, now);
        state = step(state, new Input.Request(InputKind.START));
        int launch = state.launch();
        state = step(state, new Input.Reclaimed(launch, List.of()));
        state = step(state, new Input.Launched(launch, 42, Set.of()));
        state = step(state, new Input.Answered(launch, true));
        now += 6 * SECOND;
        stable = step(state, new Input.Elapsed(launch, TimerKind.STABLE));
        if (stable.phase() != Phase.READY) {
            throw new IllegalStateException("It is not ready, but " + stable);
        }
        poll = new Input.Answered(launch, true);
        crash = new Input.Exited(launch, new SidecarExit(1), Optional.empty());
    }

    private LifecycleState step(LifecycleState state, Input input) {
        return lifecycle.step(state, input, now).state();
    }

    @Benchmark
    public Step stepOfAPoll() {
        return lifecycle.step(stable, poll, now);
    }

    @Benchmark
    public Step stepOfACrash() {
        return lifecycle.step(stable, crash, now);
    }
}
