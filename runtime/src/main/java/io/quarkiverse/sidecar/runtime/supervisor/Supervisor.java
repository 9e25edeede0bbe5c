package io.quarkiverse.sidecar.runtime.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.concurrent.Mailbox;
import io.quarkiverse.sidecar.runtime.concurrent.MonotonicClock;
import io.quarkiverse.sidecar.runtime.concurrent.Timer;
import io.quarkiverse.sidecar.runtime.lifecycle.Command;
import io.quarkiverse.sidecar.runtime.lifecycle.Durations;
import io.quarkiverse.sidecar.runtime.lifecycle.Failure;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;
import io.quarkiverse.sidecar.runtime.lifecycle.InputKind;
import io.quarkiverse.sidecar.runtime.lifecycle.Lifecycle;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleState;
import io.quarkiverse.sidecar.runtime.lifecycle.Phase;
import io.quarkiverse.sidecar.runtime.lifecycle.Step;
import io.quarkiverse.sidecar.runtime.lifecycle.TimerKind;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarEvents.DatedState;
import io.quarkiverse.sidecar.runtime.supervisor.Waiters.Goal;
import io.quarkiverse.sidecar.runtime.supervisor.Waiters.Waiter;

/**
 * Owns one sidecar: the only interpreter of its lifecycle. Everything that concerns it goes through one mailbox, so callers
 * and observers never wait for it, and it never waits for them.
 */
public final class Supervisor {

    private static final Logger LOG = Logger.getLogger(Supervisor.class);
    /** What users are meant to read. */
    private static final Logger USER_LOG = Logger.getLogger("io.quarkiverse.sidecar");

    /** What runs on the scheduled timer. */
    private static final Set<TimerKind> DELAYS = EnumSet.of(TimerKind.BACKOFF_OVER, TimerKind.RETRY_DUE);

    /** A launch that is not ready after that long is explained, long before {@code ready.timeout}. */
    private static final Duration SLOW_START = Duration.ofSeconds(5);

    /** @param work null, or what is to be done in turn */
    private record Message(Input input, Waiter waiter, Runnable work) {
    }

    private final String name;
    private final Lifecycle lifecycle;
    private final ProcessControl process;
    private final ProbeControl probes;
    private final SidecarListener events;
    private final Timer exact;
    private final Timer scheduled;
    private final MonotonicClock clock;
    private final Mailbox<Message> mailbox;
    private final Executor callbacks;

    // Used in the mailbox only.
    private final Waiters waiters = new Waiters();
    private final Map<TimerKind, Timer.Job> timers = new EnumMap<>(TimerKind.class);

    /** Written in the mailbox only; read by any thread. */
    private volatile DatedState snapshot;

    /**
     * @param exact for what must not be late
     * @param scheduled for the delays between attempts, which people look for among the application's jobs
     * @param mailboxExecutor runs the mailbox; short tasks only
     * @param callbackExecutor runs what waits for the sidecar, which may block as it likes
     * @param seed for the jitter of its delays
     */
    public Supervisor(String name, Lifecycle lifecycle, ProcessControl process, ProbeControl probes, SidecarListener events,
            Timer exact, Timer scheduled, MonotonicClock clock, Executor mailboxExecutor, Executor callbackExecutor,
            long seed) {
        this.name = name;
        this.lifecycle = lifecycle;
        this.process = process;
        this.probes = probes;
        this.events = events;
        this.exact = exact;
        this.scheduled = scheduled;
        this.clock = clock;
        this.callbacks = callbackExecutor;
        this.snapshot = DatedState.of(LifecycleState.initial(seed, clock.nanos()), clock.instant());
        this.mailbox = new Mailbox<>(mailboxExecutor, this::handle);
    }

    public String name() {
        return name;
    }

    public CompletableFuture<SidecarStatus> start() {
        return request(InputKind.START, new Waiter(Goal.UP, callbacks));
    }

    /** Starts it unless it has ended by itself just now, or for good: what follows from that its restart policy says. */
    public void startUnlessDone() {
        enqueue(() -> {
            if (!EnumSet.of(Phase.ENDING_TO_RETRY, Phase.COMPLETED).contains(snapshot.state().phase())) {
                step(new Input.Request(InputKind.START));
            }
        });
    }

    public CompletableFuture<SidecarStatus> stop() {
        return request(InputKind.STOP, new Waiter(Goal.DOWN, callbacks));
    }

    public CompletableFuture<SidecarStatus> restart() {
        return request(InputKind.RESTART, new Waiter(Goal.UP, callbacks));
    }

    /** As {@link #stop}, and nothing is launched ever again. Completed in the mailbox: no busy application delays it. */
    public CompletableFuture<SidecarStatus> shutDown() {
        return request(InputKind.SHUTDOWN, new Waiter(Goal.DOWN, Runnable::run));
    }

    public CompletableFuture<SidecarStatus> whenReady() {
        return await(new Waiter(Goal.READY, callbacks));
    }

    /** For those that supervise: completed in the mailbox, so that no busy application delays it. */
    public CompletableFuture<SidecarStatus> when(Goal goal) {
        return await(new Waiter(goal, Runnable::run));
    }

    private CompletableFuture<SidecarStatus> await(Waiter waiter) {
        mailbox.post(new Message(null, waiter, null));
        return waiter.future();
    }

    /** Any thread; never blocks. */
    public SidecarStatus status() {
        DatedState now = snapshot;
        LifecycleState state = now.state();
        Optional<Instant> readySince = state.phase() == Phase.READY ? Optional.of(now.enteredAt())
                : Optional.empty();
        return new SidecarStatus(name, state.phase().state(), state.launch(), state.attempt().pid(), process.port(), readySince,
                state.restarts(), state.lastExit(),
                state.failure().map(failure -> SidecarEvents.failure(failure, now.failedAt())),
                process.inForce(state.attempt().protections()),
                process.outputTail());
    }

    /** Why it is not ready: what the last attempt failed for, or what the last probe saw. Any thread; never blocks. */
    public String notReadyReason() {
        LifecycleState state = snapshot.state();
        return state.failure().map(Failure::message).orElse("The last probe saw: " + state.attempt().lastDetail() + ".");
    }

    /** Nothing is launched any more. Any thread; never blocks. */
    public boolean shutsDown() {
        return snapshot.state().phase().shutsDown();
    }

    /** Those who wait on behalf of an application that has ended are told so. */
    public void dismissWaiters() {
        enqueue(() -> waiters.failAllOf(callbacks, this::status));
    }

    /** The scheduled timer and the probe are other ones than before: whatever is under way there goes on with the new ones. */
    public void rescheduleTimers() {
        enqueue(() -> {
            probes.renew();
            for (TimerKind delay : DELAYS) {
                Timer.Job job = timers.remove(delay);
                if (job != null) {
                    job.cancel();
                    // It is too early: the lifecycle sets the timer again, for what is left.
                    step(new Input.Elapsed(snapshot.state().launch(), delay));
                }
            }
        });
    }

    /** Tells a newcomer that it is ready, if it is. */
    public void replayReadyTo(SidecarListener newcomer) {
        enqueue(() -> {
            DatedState now = snapshot;
            LifecycleState state = now.state();
            if (state.phase() == Phase.READY) {
                newcomer.publish(new SidecarEvents(name, state.launch(), now.enteredAt(), process)
                        .event(new Command.AnnounceReady(state.attempt().pid(), state.since() - state.attempt().launchedAt())));
            }
        });
    }

    private void enqueue(Runnable work) {
        mailbox.post(new Message(null, null, work));
    }

    private CompletableFuture<SidecarStatus> request(InputKind kind, Waiter waiter) {
        mailbox.post(new Message(new Input.Request(kind), waiter, null));
        return waiter.future();
    }

    private void answer(Input input) {
        mailbox.post(new Message(input, null, null));
    }

    private void handle(Message message) {
        if (message.input() != null) {
            step(message.input());
        }
        if (message.waiter() != null) {
            waiters.add(message.waiter());
        }
        if (message.work() != null) {
            message.work().run();
        }
        waiters.completeFor(snapshot.state().phase(), this::status);
    }

    private void step(Input input) {
        LifecycleState before = snapshot.state();
        Step step = lifecycle.step(before, input, clock.nanos());
        LifecycleState after = step.state();
        snapshot = snapshot.next(after, clock.instant());
        events.onTransition(() -> "%s: %s in %s -> %s, launch %d, %s".formatted(name, input, before.phase(), after.phase(),
                after.launch(), step.commands()));
        failSupersededWaiters(input);
        cancelStaleTimersAndProbes(before, after);
        SidecarEvents announcements = new SidecarEvents(name, before.launch(), clock.instant(), process);
        step.commands().forEach(command -> carryOut(command, announcements));
    }

    private void failSupersededWaiters(Input input) {
        if (input.kind() == InputKind.STOP) {
            waiters.supersede(Goal.UP, "was stopped before it was ready", this::status);
        } else if ((input.kind() == InputKind.START || input.kind() == InputKind.RESTART)
                && !snapshot.state().phase().shutsDown()) {
            waiters.supersede(Goal.DOWN, "was started again before it had stopped", this::status);
        }
    }

    private void cancelStaleTimersAndProbes(LifecycleState before, LifecycleState after) {
        boolean sameLaunch = before.launch() == after.launch();
        timers.entrySet().removeIf(entry -> {
            boolean keep = sameLaunch && after.phase().awaits(entry.getKey());
            if (!keep) {
                entry.getValue().cancel();
            }
            return !keep;
        });
        if (before.phase().probes() && !(sameLaunch && after.phase().probes())) {
            probes.stop();
        }
    }

    private void carryOut(Command command, SidecarEvents announcements) {
        if (command instanceof Command.Announce announce) {
            publish(announcements.event(announce));
        } else if (command instanceof Command.Reclaim it) {
            process.reclaim(it.launch(), this::answer);
        } else if (command instanceof Command.AbandonReclaim it) {
            process.abandonReclaim(it.launch());
        } else if (command instanceof Command.Launch it) {
            process.launch(it.launch(), this::answer);
        } else if (command instanceof Command.EndTree it) {
            process.terminateTree(it.launch(), this::answer);
        } else if (command instanceof Command.AwaitReady it) {
            probes.awaitReady(it.launch(), this::answer);
        } else if (command instanceof Command.Poll it) {
            probes.poll(it.launch(), this::answer);
        } else if (command instanceof Command.SetTimer it) {
            set(it);
        } else if (command instanceof Command.ReportImpossible it) {
            LOG.errorf("Sidecar '%s': %s cannot happen in %s. It stays supervised; please report this.", name, it.input(),
                    it.phase());
        }
    }

    /** A listener that fails stops nothing: the other commands of the step are carried out. */
    private void publish(SidecarEvent event) {
        try {
            events.publish(event);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "%s could not be published; supervision goes on", event);
        }
    }

    private void set(Command.SetTimer command) {
        String job = "sidecar " + name + ": " + command.timer().name().toLowerCase(Locale.ROOT) + " of launch "
                + command.launch();
        Timer timer = DELAYS.contains(command.timer()) ? scheduled : exact;
        boolean explains = command.timer() == TimerKind.READY_TIMEOUT;
        Timer.Job earlier = timers.put(command.timer(), timer.after(job, Duration.ofNanos(command.delay()),
                () -> answer(new Input.Elapsed(command.launch(), command.timer(), explains ? process.evidence() : ""))));
        if (explains && command.delay() > SLOW_START.toNanos()) {
            exact.after(job + ", slow", SLOW_START, () -> reportSlowStart(command.launch()));
        }
        if (earlier != null) {
            earlier.cancel();
        }
    }

    private void reportSlowStart(int launch) {
        LifecycleState state = snapshot.state();
        if (state.launch() == launch && state.phase() == Phase.STARTING && lifecycle.probes()) {
            USER_LOG.infof("Sidecar '%s', launch %d, is not ready after %s (the last probe saw: %s). %s", name, launch,
                    Durations.format(SLOW_START), state.attempt().lastDetail(), process.evidence());
        }
    }
}
