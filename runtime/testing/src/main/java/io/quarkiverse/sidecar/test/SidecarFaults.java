package io.quarkiverse.sidecar.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.SidecarHandle;
import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;
import io.quarkiverse.sidecar.runtime.process.Signal;
import io.quarkiverse.sidecar.runtime.process.Signal.JobSignal;
import io.quarkiverse.sidecar.runtime.process.StopSignal;
import io.quarkiverse.sidecar.runtime.supervisor.FaultInjection;
import io.smallrye.mutiny.Uni;

/**
 * Lets a sidecar suffer what can happen to it in production, so that a test can see how the application takes it.
 * <p>
 * Each method returns when the fault is there: what {@link Sidecar#status} shows then is not from before. All of them block, so
 * they are not for event loops; they throw {@link IllegalStateException} when the sidecar is not in a state to suffer
 * this, or does not come to it within half a minute and its {@code stop.timeout}.
 * <p>
 * In a {@code @QuarkusTest} every fault ends with the test method, and the sidecar is then put back: one that was up is
 * restarted, with a full restart budget, and one that was ready is waited for; one that was down is stopped.
 * <p>
 * Safe for use by any thread. Only a process that is proved to be the sidecar's main process is ever signalled.
 */
public final class SidecarFaults {

    private static final Logger LOG = Logger.getLogger(SidecarFaults.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final boolean LINUX = "Linux".equals(System.getProperty("os.name"));

    private final Sidecar sidecar;
    private final FaultInjection injection;
    private final Patience patience;

    private SidecarFaults(SidecarHandle sidecar) {
        this.sidecar = sidecar;
        this.injection = sidecar.faults();
        this.patience = new Patience(PATIENCE.plus(injection.declaration().stop().timeout()));
    }

    /**
     * The faults of one sidecar.
     *
     * @param sidecar as it was injected, or found in {@link io.quarkiverse.sidecar.Sidecars}
     * @throws IllegalArgumentException when it is anything else, a mock for example
     */
    public static SidecarFaults of(Sidecar sidecar) {
        if (sidecar instanceof SidecarHandle managed) {
            return new SidecarFaults(managed);
        }
        throw new IllegalArgumentException(
                "%s is not a sidecar of the extension (a mock?): inject it, or take it from Sidecars".formatted(sidecar));
    }

    /**
     * Kills its main process (SIGKILL), as the kernel does when memory is short. Returns when the exit was seen; the supervisor
     * then does what it would do in production.
     */
    public void kill() {
        SidecarProcess process = process("killed");
        disturb();
        send(process, StopSignal.KILL);
        await("to end", () -> sidecar.status().pid().orElse(0) != process.pid());
    }

    /**
     * Suspends its main process (SIGSTOP): it is there and holds its port, and does nothing. When as many polls have failed
     * as {@code health.failure-threshold} says, it is launched anew. Closing lets it go on, if it is still there.
     */
    public Fault suspend() {
        SidecarProcess process = process("suspended");
        disturb();
        return open(() -> process.send(JobSignal.CONT), () -> {
            send(process, JobSignal.STOP);
            // Elsewhere it cannot be seen.
            await("to be suspended", () -> !LINUX || process.stopped() || process.onExit().isDone());
        });
    }

    /**
     * Takes its port: the sidecar is stopped, this JVM listens on its port and hangs up on whoever connects, and the sidecar is
     * started. Returns when its status shows {@link FailureReason#PORT_CONFLICT}. Closing gives the port back.
     * <p>
     * A chosen port ({@code port=0}) must have been in use: while nobody relies on one, another is chosen instead.
     */
    public Fault takePort() {
        refuseExternal("its port is not ours to take");
        int port = sidecar.port().orElseThrow(() -> refusal("has no port that could be taken"));
        disturb();
        int before = sidecar.status().launch();
        sidecar.stop();
        await("to stop", () -> sidecar.status().state() == SidecarState.STOPPED);
        return open(take(port), () -> await(sidecar.start(), "to meet the taken port",
                () -> sidecar.status().launch() > before && sidecar.status().failure()
                        .filter(failure -> failure.reason() == FailureReason.PORT_CONFLICT).isPresent()));
    }

    /**
     * Restarts it, and whatever it answers then, it is not taken for ready. Returns when the new process is up. Once closed,
     * its answers count again.
     */
    public Fault neverReady() {
        if (!injection.declaration().rules().probed()) {
            throw refusal("is ready by being alive: without port, health.path, health.command or ready.log-pattern there is"
                    + " no answer to be withheld");
        }
        disturb();
        int before = sidecar.status().launch();
        injection.withholdReadiness();
        return open(injection::releaseReadiness, () -> await(sidecar.restart(), "to be launched anew",
                () -> sidecar.status().launch() > before && up(sidecar.status())));
    }

    /** Launched, and not ready. */
    private boolean up(SidecarStatus status) {
        return status.state() == SidecarState.STARTING && (injection.declaration().external() || status.pid().isPresent());
    }

    /** It may take as long as a stop and a launch may take. */
    private void disturb() {
        Disturbances.begin(sidecar,
                patience.most().plus(Duration.ofNanos(injection.declaration().rules().readyTimeout())));
    }

    private SidecarProcess process(String suffered) {
        refuseExternal("there is no process of ours that could be " + suffered);
        SidecarStatus status = sidecar.status();
        return injection.process().filter(process -> status.pid().orElse(0) == process.pid())
                .orElseThrow(() -> refusal("is " + status.state() + ": there is no process that could be " + suffered));
    }

    private void refuseExternal(String why) {
        if (injection.declaration().external()) {
            throw refusal("is run by somebody else (mode=external): " + why);
        }
    }

    private void send(SidecarProcess process, Signal signal) {
        if (!process.send(signal)) {
            throw refusal("was not sent %s: pid %d has ended, or may not be signalled".formatted(signal, process.pid()));
        }
    }

    private AutoCloseable take(int port) {
        try {
            return TakenPort.listen(injection.declaration().host(), port);
        } catch (IOException e) {
            throw new UncheckedIOException("Port %d of sidecar '%s' cannot be taken".formatted(port, sidecar.name()), e);
        }
    }

    /** A fault that does not come about is undone at once. */
    private static Fault open(AutoCloseable undo, Runnable cause) {
        Fault fault = Disturbances.open(undo);
        try {
            cause.run();
            return fault;
        } catch (RuntimeException e) {
            fault.close();
            throw e;
        }
    }

    /** Waits for what that launch comes to; one that is refused comes to nothing. */
    private void await(Uni<SidecarStatus> launch, String what, BooleanSupplier condition) {
        AtomicReference<Throwable> failed = new AtomicReference<>();
        launch.subscribe().with(up -> LOG.debugf("%s", up), failed::set);
        await(what, () -> condition.getAsBoolean() || failed.get() != null);
        if (!condition.getAsBoolean()) {
            throw new IllegalStateException(failed.get().getMessage(), failed.get());
        }
    }

    private void await(String what, BooleanSupplier condition) {
        patience.until(condition, () -> "Sidecar '%s' did not come %s: %s".formatted(sidecar.name(), what, sidecar.status()));
    }

    private IllegalStateException refusal(String why) {
        return new IllegalStateException("Sidecar '%s' %s".formatted(sidecar.name(), why));
    }
}
