package io.quarkiverse.sidecar.runtime.supervisor.simulation;

import static io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance.MILLI;
import static io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance.SECOND;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

import io.quarkiverse.sidecar.PortHolder;
import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.SidecarExit;
import io.quarkiverse.sidecar.runtime.lifecycle.Failures;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;
import io.quarkiverse.sidecar.runtime.supervisor.ProbeControl;
import io.quarkiverse.sidecar.runtime.supervisor.ProcessControl;

/** Carries out what concerns one sidecar's processes and probes. Answers late, and after the call unless it is to be bad. */
final class SimulatedProgram implements ProcessControl, ProbeControl {

    private final World world;
    private final Books books;
    private boolean mainAlive;
    private boolean treeAlive;
    private int probing;
    private Runnable exit;
    private int waits;
    /** Null when it waits for nothing. */
    private Runnable waiting;

    SimulatedProgram(World world, Books books) {
        this.world = world;
        this.books = books;
    }

    boolean isAlive() {
        return treeAlive;
    }

    boolean isProbed() {
        return probing % 2 == 1;
    }

    @Override
    public void reclaim(int launch, Consumer<Input> answers) {
        books.attempting(launch);
        if (world.calm || !world.chance.oneIn(6)) {
            look(launch, answers);
            return;
        }
        // It depends on what comes up late.
        int mine = ++waits;
        waiting = () -> answer(answers, new Input.Abandoned(launch));
        world.in(world.chance.pick(SECOND, 60 * SECOND), "its dependency is up", () -> {
            if (waiting != null && mine == waits) {
                waiting = null;
                look(launch, answers);
            }
        });
    }

    @Override
    public void abandonReclaim(int launch) {
        if (waiting != null) {
            later(MILLI, waiting);
            waiting = null;
        }
    }

    private void look(int launch, Consumer<Input> answers) {
        boolean held = !world.calm && world.chance.oneIn(6);
        later(3 * SECOND, () -> answer(answers, held
                ? new Input.Hindered(launch, List.of(), Failures.portConflict(holder()))
                : new Input.Reclaimed(launch, List.of())));
    }

    @Override
    public void launch(int launch, Consumer<Input> answers) {
        books.attempting(launch);
        boolean fails = !world.calm && world.chance.oneIn(8);
        later(SECOND, () -> {
            if (fails) {
                answer(answers, new Input.LaunchFailed(launch, Failures.launchFailed("too many processes")));
            } else {
                fork(launch, answers);
            }
        });
    }

    private void fork(int launch, Consumer<Input> answers) {
        world.require(!treeAlive, Invariant.ONE_LIVE_TREE, "launch %d beside another", launch);
        mainAlive = true;
        treeAlive = true;
        boolean[] exited = new boolean[1];
        Runnable ends = () -> {
            if (!exited[0]) {
                exited[0] = true;
                mainAlive = false;
                answer(answers, new Input.Exited(launch, new SidecarExit(world.chance.pick(0, 1, 3)), Optional.empty()));
            }
        };
        exit = ends;
        answer(answers, new Input.Launched(launch, 4000 + launch, Set.of(Protection.GATE)));
        if (!world.calm && world.chance.oneIn(2)) {
            world.in(world.chance.pick(SECOND, 20 * SECOND), "crashes", ends);
        }
    }

    @Override
    public void terminateTree(int launch, Consumer<Input> answers) {
        books.ordered();
        Runnable exits = exit;
        later(4 * SECOND, () -> {
            exits.run();
            if (world.has(Flaw.TREE_ENDED_TOO_SOON)) {
                answer(answers, new Input.TreeEnded(launch));
            }
            later(4 * SECOND, () -> {
                treeAlive = false;
                if (!world.has(Flaw.TREE_ENDED_TOO_SOON)) {
                    answer(answers, new Input.TreeEnded(launch));
                }
            });
        });
    }

    @Override
    public void awaitReady(int launch, Consumer<Input> answers) {
        books.ordered();
        ask(launch, answers, begin(), SECOND / 5);
    }

    @Override
    public void poll(int launch, Consumer<Input> answers) {
        books.ordered();
        ask(launch, answers, begin(), 3 * SECOND);
    }

    /** Odd while it asks. */
    private int begin() {
        probing += isProbed() ? 2 : 1;
        return probing;
    }

    @Override
    public void stop() {
        books.ordered();
        probing += isProbed() ? 1 : 0;
    }

    private void ask(int launch, Consumer<Input> answers, int round, long interval) {
        world.agenda.in(interval, "probes", () -> {
            if (round != probing && (!world.has(Flaw.PROBES_GO_ON_AFTER_STOP) || world.chance.oneIn(10))) {
                return;
            }
            Input seen = look(launch);
            // On its way it may be overtaken by a stop.
            later(world.chance.oneIn(4) ? 2 * SECOND : MILLI, () -> answer(answers, seen));
            ask(launch, answers, round, interval);
        });
    }

    private Input look(int launch) {
        if (!mainAlive || !world.calm && world.chance.oneIn(4)) {
            return new Input.NoAnswer(launch, "connection refused");
        }
        return !world.calm && world.chance.oneIn(20) ? new Input.StrangerAnswered(launch, holder())
                : new Input.Answered(launch, world.calm || world.chance.oneIn(2));
    }

    private void later(long most, Runnable effect) {
        if (world.has(Flaw.ANSWERS_COME_WITHIN_THE_CALL) && world.chance.oneIn(2)) {
            effect.run();
        } else {
            world.in(world.chance.oneIn(4) ? most : 5 * MILLI, "an adapter works", effect);
        }
    }

    private void answer(Consumer<Input> answers, Input input) {
        deliver(answers, input);
        boolean again = world.has(Flaw.ANSWERS_COME_TWICE) || world.has(Flaw.LAUNCH_NUMBER_DROPPED);
        if (again && world.chance.oneIn(2)) {
            world.in(20 * SECOND, "an answer comes again", () -> deliver(answers, input));
        }
    }

    private void deliver(Consumer<Input> answers, Input input) {
        answers.accept(books.posting(input));
    }

    private static PortHolder holder() {
        return new PortHolder(4820, PortHolder.Kind.UNRELATED, OptionalLong.of(99), Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    @Override
    public OptionalInt port() {
        return OptionalInt.of(4820);
    }

    @Override
    public List<String> outputTail() {
        return List.of();
    }
}
