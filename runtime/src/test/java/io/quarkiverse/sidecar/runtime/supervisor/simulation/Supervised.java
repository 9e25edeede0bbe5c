package io.quarkiverse.sidecar.runtime.supervisor.simulation;

import static io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance.MILLI;
import static io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance.SECOND;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.concurrent.Timer;
import io.quarkiverse.sidecar.runtime.lifecycle.Backoff;
import io.quarkiverse.sidecar.runtime.lifecycle.Lifecycle;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartBudget;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartPolicy;
import io.quarkiverse.sidecar.runtime.supervisor.Supervisor;

/** The real supervisor of one sidecar, whose executors are the queue of the world. */
final class Supervised {

    static final long SLOWEST_CALLBACK = 3 * SECOND;
    private static final long SLOWEST_MAILBOX = SECOND;

    private final World world;
    private final Books books;
    private final SimulatedProgram program;
    private final Supervisor supervisor;
    private int awaited;
    private int called;

    Supervised(World world, String name) {
        this.world = world;
        LifecycleRules rules = rules(world);
        this.books = new Books(world, rules.retryAfter().isPresent());
        this.program = new SimulatedProgram(world, books);
        this.supervisor = new Supervisor(name, new Lifecycle(rules), program, program, this::publish, timer(), timer(), world,
                this::mailbox, this::callback, world.chance.any());
    }

    private static LifecycleRules rules(World world) {
        return new LifecycleRules(true, true, 15 * SECOND, 1 + world.chance.below(3), 3 * SECOND,
                world.chance.pick(RestartPolicy.ALWAYS, RestartPolicy.ALWAYS, RestartPolicy.ON_FAILURE),
                new Backoff(SECOND, 5 * SECOND, 0.2),
                new RestartBudget.Limits(world.chance.below(4), OptionalInt.empty(), 0),
                world.chance.oneIn(2) ? Set.of(3) : Set.of(),
                world.chance.oneIn(3) ? OptionalLong.of(10 * SECOND) : OptionalLong.empty());
    }

    private Timer timer() {
        return new Timer() {
            @Override
            public Job after(String name, Duration delay, Runnable task) {
                return world.after(name, delay, () -> {
                    books.timerFires();
                    task.run();
                });
            }

            @Override
            public Job every(String name, Duration interval, Runnable task) {
                return world.every(name, interval, task);
            }
        };
    }

    private void publish(SidecarEvent event) {
        books.published(event);
        if (world.has(Flaw.EVENTS_PUBLISHED_TWICE)) {
            books.published(event);
        }
    }

    private void mailbox(Runnable drain) {
        if (world.has(Flaw.MAILBOX_RUNS_AT_ONCE)) {
            handle(drain);
        } else if (!world.has(Flaw.MAILBOX_TASK_LOST) || !world.chance.oneIn(50)) {
            world.in(world.chance.oneIn(6) ? SLOWEST_MAILBOX : MILLI, "a mailbox is emptied", () -> handle(drain));
        }
    }

    private void handle(Runnable drain) {
        SidecarStatus before = supervisor.status();
        long effects = books.effects();
        drain.run();
        books.handled(before, effects, supervisor.status());
    }

    /** In any order: each waits for a time of its own. */
    private void callback(Runnable task) {
        world.in(world.chance.oneIn(6) ? SLOWEST_CALLBACK : MILLI, "a caller is told", () -> {
            called++;
            task.run();
        });
        if (world.has(Flaw.CALLBACK_RUN_TWICE)) {
            called++;
        }
    }

    void ask(Asked.Kind kind) {
        SidecarStatus before = supervisor.status();
        books.asks(kind);
        awaited += kind == Asked.Kind.SHUT_DOWN ? 0 : 1;
        boolean shutDown = books.isShutDown();
        Asked request = new Asked(kind, request(kind), world, program, before, shutDown);
        books.asked().add(request);
    }

    private CompletableFuture<SidecarStatus> request(Asked.Kind kind) {
        return switch (kind) {
            case START -> start();
            case RESTART -> world.has(Flaw.RESTART_IS_A_START) ? supervisor.start() : supervisor.restart();
            case STOP -> stop();
            case SHUT_DOWN -> supervisor.shutDown();
            case WHEN_READY -> supervisor.whenReady();
        };
    }

    private CompletableFuture<SidecarStatus> start() {
        CompletableFuture<SidecarStatus> started = supervisor.start();
        if (world.has(Flaw.START_DONE_WHEN_ASKED)) {
            return CompletableFuture.completedFuture(supervisor.status());
        }
        return world.has(Flaw.WAITERS_NEVER_TAKEN_BACK) ? supervisor.whenReady() : started;
    }

    private CompletableFuture<SidecarStatus> stop() {
        if (world.has(Flaw.STOP_NOT_POSTED)) {
            return new CompletableFuture<>();
        }
        CompletableFuture<SidecarStatus> stopped = supervisor.stop();
        if (world.has(Flaw.STARTED_AGAIN_AFTER_A_STOP)) {
            supervisor.start();
        }
        return stopped;
    }

    void checkAtRest() {
        SidecarState state = supervisor.status().state();
        boolean moves = state == SidecarState.PENDING || state == SidecarState.STARTING
                || state == SidecarState.BACKING_OFF || state == SidecarState.STOPPING;
        world.require(!moves, Invariant.GOAL_IS_REACHED, "left alone, it is still %s", state);
    }

    void checkQuiet() {
        SidecarState state = supervisor.status().state();
        world.require(state == SidecarState.STOPPED && !program.isAlive() && !program.isProbed(),
                Invariant.QUIET_AFTER_SHUTDOWN, "it is %s, alive %s, probed %s", state, program.isAlive(), program.isProbed());
        world.require(books.asked().stream().allMatch(request -> request.future.isDone()), Invariant.QUIET_AFTER_SHUTDOWN,
                "somebody waits for ever");
        world.require(called == awaited, Invariant.QUIET_AFTER_SHUTDOWN, "%d futures were told %d times", awaited, called);
    }
}
