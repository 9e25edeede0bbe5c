package io.quarkiverse.sidecar.runtime.supervisor;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.concurrent.Timer;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;
import io.quarkiverse.sidecar.runtime.port.ListenerVerdict;
import io.quarkiverse.sidecar.runtime.port.ListenerVerdict.Ownership;
import io.quarkiverse.sidecar.runtime.probe.Probe;
import io.quarkiverse.sidecar.runtime.probe.ProbeResult;
import io.quarkiverse.sidecar.runtime.probe.ReadinessBackoff;

/** Probes one sidecar, and asks of every answer whose socket it came from: a port can change hands between two polls. */
public final class Prober implements ProbeControl {

    /** While it answers without a proof that it is the one that answers, there is no hurry. */
    private static final Duration UNPROVED_PAUSE = Duration.ofMillis(250);

    /** With more frequent polls the descendants are not looked at each time: that costs as much as the poll. */
    private static final long TREE_REMEMBERED_NANOS = Duration.ofSeconds(5).toNanos();

    /** Users are meant to read it. */
    private static final Logger LOG = Logger.getLogger("io.quarkiverse.sidecar");

    /** An external sidecar that is down for longer is not just starting. */
    private static final long EXTERNAL_START_NANOS = Duration.ofMinutes(1).toNanos();

    private final SidecarDeclaration declaration;
    private final ProcessControl process;
    private final IntFunction<ListenerVerdict> owners;
    private final IntFunction<Probe> probes;
    private final Timer quick;
    private final Timer scheduled;
    private final Executor workers;
    private final SidecarStatistics totals;
    private volatile Watch watch = new Watch(0, input -> {
    });

    /**
     * @param owners who answers at a port; asked on a worker thread, and only where the declaration wants a proof
     * @param probes the probe for a port
     * @param quick for the attempts right after a launch
     * @param scheduled for the polls after that
     * @param totals where those are counted
     */
    public Prober(SidecarDeclaration declaration, ProcessControl process, IntFunction<ListenerVerdict> owners,
            IntFunction<Probe> probes, Timer quick, Timer scheduled, Executor workers, SidecarStatistics totals) {
        this.declaration = declaration;
        this.process = process;
        this.owners = owners;
        this.probes = probes;
        this.quick = quick;
        this.scheduled = scheduled;
        this.workers = workers;
        this.totals = totals;
    }

    @Override
    public void awaitReady(int launch, Consumer<Input> answers) {
        Watch next = new Watch(launch, answers);
        watch = next;
        next.attempt(1, System.nanoTime());
    }

    @Override
    public void poll(int launch, Consumer<Input> answers) {
        watch.end();
        Watch next = new Watch(launch, answers);
        next.known = watch.launch == launch ? watch.known : Optional.empty();
        next.polls = true;
        watch = next;
        next.job = scheduled.every("sidecar " + declaration.name() + ": health of launch " + launch,
                declaration.health().interval(), next::poll);
    }

    @Override
    public void renew() {
        Watch current = watch;
        if (current.launch > 0 && !current.ended) {
            current.end();
            if (current.polls) {
                poll(current.launch, current.answers);
            } else {
                awaitReady(current.launch, current.answers);
            }
        }
    }

    @Override
    public void stop() {
        watch.end();
    }

    /** The probing of one launch in one phase. Its fields are used by one attempt at a time. */
    private final class Watch {

        private final int launch;
        private final Consumer<Input> answers;
        private volatile boolean polls;
        private volatile boolean ended;
        private volatile boolean asking;
        private volatile boolean answering;
        private volatile String lastDetail = "";
        private volatile int badAnswers;
        private volatile boolean asked = true;
        private volatile boolean warned;
        private volatile Duration pauseAsked = Duration.ZERO;
        private volatile Optional<ListenerVerdict> known = Optional.empty();
        private volatile Optional<Long> rememberedAt = Optional.empty();
        private volatile Timer.Job job = () -> {
        };

        Watch(int launch, Consumer<Input> answers) {
            this.launch = launch;
            this.answers = answers;
        }

        void end() {
            ended = true;
            job.cancel();
        }

        /** One of the attempts after a launch; each plans the next. */
        void attempt(int number, long since) {
            if (ended) {
                return;
            }
            ask().thenAccept(input -> {
                Duration pause = ReadinessBackoff.delay(number, Duration.ofNanos(System.nanoTime() - since));
                if (input instanceof Input.NoAnswer silence) {
                    // Forty times a second the same news is no news.
                    if (!silence.detail().equals(lastDetail) || answering) {
                        report(input);
                    }
                    lastDetail = silence.detail();
                    answering = false;
                    pause = longer(longer(pause, probe().pause()), ReadinessBackoff.afterAnswers(badAnswers, pauseAsked));
                } else {
                    pause = UNPROVED_PAUSE;
                    answering = true;
                    report(input);
                }
                if (declaration.external() && System.nanoTime() - since > EXTERNAL_START_NANOS) {
                    pause = longer(pause, declaration.health().interval());
                }
                if (!ended) {
                    quick.after("readiness of " + declaration.name(), pause, () -> attempt(number + 1, since));
                }
            });
        }

        /** One of the polls after it was ready. A poll that is not answered yet is not overtaken. */
        void poll() {
            if (ended || asking) {
                return;
            }
            asking = true;
            long since = System.nanoTime();
            ask().thenAccept(input -> {
                asking = false;
                if (!asked && input instanceof Input.NoAnswer silence) {
                    warnOnce(silence.detail());
                    return;
                }
                if (!ended) {
                    totals.polled(input instanceof Input.Answered, System.nanoTime() - since);
                }
                report(input);
            });
        }

        /** What this application cannot ask is no answer of the sidecar, and terminates nothing. */
        private void warnOnce(String why) {
            if (!warned && !ended) {
                warned = true;
                LOG.warnf("Sidecar '%s' is not polled, because this application cannot ask it (%s). It is left as it is.",
                        declaration.name(), why);
            }
        }

        private void report(Input input) {
            if (!ended) {
                answers.accept(input);
            }
        }

        /** Asks, and on an answer asks whose it is. Always answers: otherwise the caller would wait for ever. */
        private CompletionStage<Input> ask() {
            return CompletableFuture.completedFuture(this).thenCompose(self -> probe().ask())
                    .thenCompose(this::evaluate)
                    .exceptionally(problem -> new Input.NoAnswer(launch, "the probe itself failed: " + problem));
        }

        private CompletionStage<Input> evaluate(ProbeResult result) {
            badAnswers = result.retryAfter().isPresent() ? badAnswers + 1 : 0;
            pauseAsked = result.retryAfter().orElse(Duration.ZERO);
            asked = result.asked();
            if (!result.passed()) {
                return CompletableFuture.completedFuture(new Input.NoAnswer(launch, result.detail()));
            }
            if (process.exited()) {
                return CompletableFuture.completedFuture(new Input.NoAnswer(launch, "its main process has ended"));
            }
            if (!process.logPatternSeen()) {
                return CompletableFuture.completedFuture(new Input.NoAnswer(launch,
                        result.detail() + ", but no line of its output matches ready.log-pattern"));
            }
            if (process.stopped()) {
                return CompletableFuture.completedFuture(new Input.NoAnswer(launch,
                        "its process is stopped (SIGSTOP), whatever the kernel answers for it"));
            }
            return verificationStillValid()
                    ? CompletableFuture.completedFuture(new Input.Answered(launch, declaration.rules().proofWanted()))
                    : CompletableFuture.supplyAsync(this::verifyOwner, workers);
        }

        /** True when what was found out before still holds, which a few microseconds tell on whatever thread it is. */
        private boolean verificationStillValid() {
            return rememberedAt.filter(then -> System.nanoTime() - then < TREE_REMEMBERED_NANOS).isPresent()
                    && (!declaration.rules().proofWanted() || known.filter(ListenerVerdict::stands).isPresent());
        }

        private Input verifyOwner() {
            process.recordTree();
            rememberedAt = Optional.of(System.nanoTime());
            if (!declaration.rules().proofWanted()) {
                return new Input.Answered(launch, false);
            }
            ListenerVerdict whose = known.filter(ListenerVerdict::stands).orElseGet(() -> owners.apply(probedPort()));
            known = Optional.of(whose);
            if (whose.ownership() == Ownership.FOREIGN && whose.holder().isPresent()) {
                return new Input.StrangerAnswered(launch, whose.holder().get());
            }
            return new Input.Answered(launch, whose.ownership() == Ownership.OURS);
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** 0 when it is asked otherwise. */
    private int probedPort() {
        OptionalInt own = declaration.health().port();
        return own.orElseGet(() -> process.port().orElse(0));
    }

    private Probe probe() {
        return probes.apply(probedPort());
    }
}
