package io.quarkiverse.sidecar.runtime.lifecycle;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.sun.management.ThreadMXBean;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.SidecarExit;

/**
 * What a step costs: plain loops, started by hand, that print nanoseconds and bytes. The making of the inputs is part of
 * the first loop only.
 */
final class StepCost {

    private static final int ROUNDS = 5;
    private static final int REPEATS = 500_000;
    private static final int POLLS = 20;

    private final Lifecycle lifecycle = new Lifecycle(Samples.DEFAULTS);
    private LifecycleState state = LifecycleState.initial(7, 0);
    private long now;
    private long steps;

    public static void main(String[] args) {
        StepCost cost = new StepCost();
        for (int round = 0; round < ROUNDS; round++) {
            cost.measure("a launch, " + POLLS + " polls, a crash", cost::life);
            cost.comeUp();
            Input poll = new Input.Answered(cost.state.launch(), true);
            cost.measure("a poll", () -> cost.step(poll));
            Input stale = new Input.Answered(0, true);
            cost.measure("an answer of an older launch", () -> cost.step(stale));
            cost.goDown();
        }
    }

    private void measure(String what, Runnable loop) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        steps = 0;
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long begin = System.nanoTime();
        for (int n = 0; n < REPEATS; n++) {
            loop.run();
        }
        long nanos = System.nanoTime() - begin;
        bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
        System.out.printf("%-30s %,12d steps  %6.1f ns/step  %6.1f bytes/step%n", what, steps, (double) nanos / steps,
                (double) bytes / steps);
    }

    private void life() {
        comeUp();
        int launch = state.launch();
        now += Samples.DEFAULTS.stableAfter();
        step(new Input.Elapsed(launch, TimerKind.STABLE));
        for (int poll = 0; poll < POLLS; poll++) {
            step(new Input.Answered(launch, true));
        }
        goDown();
    }

    private void comeUp() {
        step(new Input.Request(InputKind.START));
        int launch = state.launch();
        step(new Input.Reclaimed(launch, List.of()));
        step(new Input.Launched(launch, 42, Set.of(Protection.RECORD)));
        step(new Input.Answered(launch, true));
    }

    /** A crash, and a stop before the next attempt. */
    private void goDown() {
        step(new Input.Exited(state.launch(), new SidecarExit(1), Optional.empty()));
        step(new Input.Request(InputKind.STOP));
        step(new Input.TreeEnded(state.launch()));
    }

    private void step(Input input) {
        state = lifecycle.step(state, input, now).state();
        steps++;
    }
}
