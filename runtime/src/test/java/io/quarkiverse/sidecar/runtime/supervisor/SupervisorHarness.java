package io.quarkiverse.sidecar.runtime.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.runtime.concurrent.MonotonicClock;
import io.quarkiverse.sidecar.runtime.concurrent.Timer;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;
import io.quarkiverse.sidecar.runtime.lifecycle.Lifecycle;

/** A supervisor on one thread, in virtual time, whose adapters only note what they are asked. */
final class SupervisorHarness implements ProcessControl, ProbeControl, Timer, MonotonicClock {

    final List<SidecarEvent> events = new ArrayList<>();
    final Supervisor supervisor;
    boolean failNextCall;
    boolean failEvents;

    private final List<String> calls = new ArrayList<>();
    private final List<Runnable> timers = new ArrayList<>();
    private Consumer<Input> answers;
    private long now;

    SupervisorHarness(int maxAttempts) {
        supervisor = new Supervisor("web", new Lifecycle(TestDeclarations.rules(maxAttempts)), this, this, this::publish, this,
                this, this, Runnable::run, Runnable::run, 1);
    }

    private void publish(SidecarEvent event) {
        if (failEvents) {
            // As from the class loader of an application that has ended.
            throw new NoClassDefFoundError("as the test wants it");
        }
        events.add(event);
    }

    void answer(Input input) {
        answers.accept(input);
    }

    /** Brings it to READY with launch 1. */
    void ready(Supervisor supervisor) {
        supervisor.start();
        answer(new Input.Reclaimed(1, List.of()));
        answer(new Input.Launched(1, 4711, Set.of()));
        answer(new Input.Answered(1, true));
    }

    /** Lets a minute go by. */
    void elapse() {
        now += Duration.ofMinutes(1).toNanos();
        List.copyOf(timers).forEach(Runnable::run);
    }

    List<String> calls() {
        return calls;
    }

    <E extends SidecarEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void note(String call, Consumer<Input> whom) {
        answers = whom;
        if (failNextCall) {
            failNextCall = false;
            throw new IllegalStateException("as the test wants it");
        }
        calls.add(call);
    }

    @Override
    public void reclaim(int launch, Consumer<Input> whom) {
        note("reclaim " + launch, whom);
    }

    @Override
    public void launch(int launch, Consumer<Input> whom) {
        note("launch " + launch, whom);
    }

    @Override
    public void terminateTree(int launch, Consumer<Input> whom) {
        note("end " + launch, whom);
    }

    @Override
    public void awaitReady(int launch, Consumer<Input> whom) {
        note("await " + launch, whom);
    }

    @Override
    public void poll(int launch, Consumer<Input> whom) {
        note("poll " + launch, whom);
    }

    @Override
    public void stop() {
        calls.add("probing stops");
    }

    @Override
    public OptionalInt port() {
        return OptionalInt.of(4820);
    }

    @Override
    public List<String> outputTail() {
        return List.of("last words");
    }

    @Override
    public Job after(String name, Duration delay, Runnable task) {
        timers.add(task);
        return () -> timers.remove(task);
    }

    @Override
    public Job every(String name, Duration interval, Runnable task) {
        return after(name, interval, task);
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(now);
    }
}
