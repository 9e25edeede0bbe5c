package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.SidecarExit;

/** One sidecar, told input by input. Answers belong to the present launch unless they say otherwise. */
final class Story {

    private final LifecycleRules rules;
    private final Lifecycle lifecycle;
    private LifecycleState state;
    private long now;
    private List<Command> commands = List.of();
    private final List<Command> all = new ArrayList<>();

    Story(LifecycleRules rules) {
        this(rules, 7);
    }

    Story(LifecycleRules rules, long seed) {
        this.state = LifecycleState.initial(seed, 0);
        this.rules = rules;
        this.lifecycle = new Lifecycle(rules);
    }

    Story input(Input input) {
        Step step = lifecycle.step(state, input, now);
        state = step.state();
        commands = step.commands();
        all.addAll(commands);
        return this;
    }

    Story request(InputKind kind) {
        return input(new Input.Request(kind));
    }

    Story start() {
        return request(InputKind.START);
    }

    Story stop() {
        return request(InputKind.STOP);
    }

    Story restart() {
        return request(InputKind.RESTART);
    }

    Story shutdown() {
        return request(InputKind.SHUTDOWN);
    }

    Story reclaimed() {
        return input(new Input.Reclaimed(launch(), List.of()));
    }

    Story portHeld() {
        return input(new Input.Hindered(launch(), List.of(), Failures.portConflict(Samples.UNRELATED)));
    }

    Story dependencyFailed() {
        return input(new Input.Hindered(launch(), List.of(), Samples.DEPENDENCY_FAILED));
    }

    Story abandoned() {
        return input(new Input.Abandoned(launch()));
    }

    Story recovered() {
        return input(new Input.Recovered(launch()));
    }

    Story launched() {
        return input(new Input.Launched(launch(), 100 + launch(), Set.of(Protection.RECORD)));
    }

    Story exited(int code) {
        return input(new Input.Exited(launch(), new SidecarExit(code), Optional.empty()));
    }

    Story treeEnded() {
        return input(new Input.TreeEnded(launch()));
    }

    Story answered(boolean proved) {
        return input(new Input.Answered(launch(), proved));
    }

    Story noAnswer(String detail) {
        return input(new Input.NoAnswer(launch(), detail));
    }

    Story strangerAnswered() {
        return input(new Input.StrangerAnswered(launch(), Samples.UNRELATED));
    }

    Story elapsed(TimerKind timer) {
        return input(new Input.Elapsed(launch(), timer));
    }

    Story after(long nanos) {
        now += nanos;
        return this;
    }

    /** From a request to be up to a process that is. */
    Story up() {
        return reclaimed().launched();
    }

    Story ready() {
        return start().up().answered(true);
    }

    /** Stays ready for long enough to be stable. */
    Story stable() {
        return after(rules.stableAfter()).elapsed(TimerKind.STABLE);
    }

    /** The process dies, and nothing of it is left. */
    Story crash(int code) {
        return exited(code).treeEnded();
    }

    /** The delay before the next attempt runs down, if there is one. */
    Story waitForRetry() {
        return phase() == Phase.BACKING_OFF ? after(state.delay()).elapsed(TimerKind.BACKOFF_OVER) : this;
    }

    LifecycleState state() {
        return state;
    }

    Phase phase() {
        return state.phase();
    }

    int launch() {
        return state.launch();
    }

    long now() {
        return now;
    }

    /** Those of the last step. */
    List<Command> commands() {
        return commands;
    }

    <C extends Command> List<C> all(Class<C> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
