package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import io.quarkiverse.sidecar.runtime.lifecycle.Command;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleState;
import io.quarkiverse.sidecar.runtime.lifecycle.Phase;
import io.quarkiverse.sidecar.runtime.lifecycle.Step;

/** One run of the application, with its mailbox and the adapters that carry out the commands. What it knows dies with it. */
final class App {

    final int number;
    private final World world;
    private final Launching launching;
    private final Ending ending;
    private final Probing probing;
    private final Timing timing;
    private final Reclaiming reclaiming;
    private long lastInOrder;

    boolean alive = true;
    LifecycleState state;
    /** The main process of the latest launch; null before it. */
    SimulatedProcess main;
    /** What earlier runs left was ended. */
    boolean reclaimed;

    App(World world, int number) {
        this.world = world;
        this.number = number;
        this.launching = new Launching(world, this);
        this.ending = new Ending(world, this);
        this.probing = new Probing(world, this);
        this.timing = new Timing(world, this);
        this.reclaiming = new Reclaiming(world, this);
        this.state = LifecycleState.initial(world.chance.any(), world.now());
    }

    void request(Input.Request request) {
        receive(request, null);
    }

    /** Answers late, or twice; in any order. */
    void answer(Input input, SimulatedProcess answerer) {
        world.agenda.in(world.faults.latency(), input, () -> receive(input, answerer));
        again(input, answerer);
    }

    /** Answers late, or twice; the first of each in the order of these calls. */
    void answerInOrder(Input input) {
        long now = world.agenda.now();
        lastInOrder = Math.max(lastInOrder, now + world.faults.latency());
        world.agenda.in(lastInOrder - now, input, () -> receive(input, null));
        again(input, null);
    }

    private void again(Input input, SimulatedProcess answerer) {
        if (world.faults.doubled()) {
            long after = lastInOrder - world.agenda.now() + world.chance.upTo(20 * Chance.SECOND);
            world.agenda.in(Math.max(0, after), input, () -> receive(input, answerer));
        }
    }

    void receive(Input input, SimulatedProcess answerer) {
        if (!alive) {
            return;
        }
        LifecycleState before = state;
        Step step = world.lifecycle.step(before, input, world.now());
        state = step.state();
        world.stepped(new Observed(before, input, answerer, step, world.now(), world.rules));
        for (Command command : step.commands()) {
            carryOut(command);
        }
        if (state.phase() == Phase.SHUT_DOWN && before.phase() != Phase.SHUT_DOWN) {
            world.agenda.in(world.chance.upTo(3 * Chance.SECOND), "the app ends", this::die);
        }
    }

    private void carryOut(Command command) {
        if (command instanceof Command.Reclaim reclaim) {
            reclaiming.begin(reclaim.launch());
        } else if (command instanceof Command.AbandonReclaim abandon) {
            reclaiming.abandon(abandon.launch());
        } else if (command instanceof Command.Launch launch) {
            launching.begin(launch.launch());
        } else if (command instanceof Command.AwaitReady await) {
            probing.begin(await.launch(), Chance.SECOND / 5, 2 * Chance.SECOND);
        } else if (command instanceof Command.Poll poll) {
            probing.begin(poll.launch(), 3 * Chance.SECOND, 3 * Chance.SECOND);
        } else if (command instanceof Command.EndTree end) {
            ending.begin(end.launch());
        } else if (command instanceof Command.SetTimer timer) {
            timing.set(timer);
        }
    }

    void dependencyChanged() {
        reclaiming.dependencyChanged();
    }

    /** Begins something of several instants, any of which may be the app's last. */
    void begins() {
        if (world.faults.fatalMoment()) {
            world.agenda.in(world.chance.upTo(20 * Chance.MILLI), "the app is killed", this::die);
        }
    }

    /** Ends at this instant, whatever is under way. What protects against orphans then acts without it. */
    void die() {
        if (!alive) {
            return;
        }
        alive = false;
        for (SimulatedProcess process : world.machine.find(p -> !p.isStranger() && p.token.owner() == number)) {
            if (process.closedGate) {
                world.machine.endIn(Chance.MILLI, process, 98);
            } else if (process.isMain() && world.machine.parentDeathSignal) {
                world.machine.end(process, 137);
            }
        }
        if (world.machine.guard) {
            world.agenda.in(30 * Chance.MILLI, "the guard ends what is left", () -> world.machine
                    .find(p -> !p.isStranger() && !p.blank && p.token.owner() == number).forEach(world.machine::kill));
        }
        world.appEnded();
    }
}
