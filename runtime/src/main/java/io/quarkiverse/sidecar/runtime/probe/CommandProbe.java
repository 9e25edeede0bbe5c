package io.quarkiverse.sidecar.runtime.probe;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.sidecar.SidecarExit;
import io.quarkiverse.sidecar.runtime.launch.Launcher;
import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;
import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;
import io.quarkiverse.sidecar.runtime.output.OutputLevel;
import io.quarkiverse.sidecar.runtime.output.OutputLevels;
import io.quarkiverse.sidecar.runtime.output.OutputPump;
import io.quarkiverse.sidecar.runtime.output.OutputTail;
import io.quarkiverse.sidecar.runtime.probe.ProbeResult.ProbeFailure;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.redaction.Redaction;

/**
 * Runs a command; exit 0 says that the sidecar is well. It is launched as sidecars are, so nothing of it outlives the app, and
 * its whole tree is killed when it has ended or its time is over.
 */
public final class CommandProbe implements Probe, AutoCloseable {

    /** A process costs some ten milliseconds. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final OutputLevels NOT_LOGGED = new OutputLevels(OutputLevel.OFF, OutputLevel.OFF);

    /** So long its last line may come in after its exit. */
    private static final long LAST_WORDS_MILLIS = 50;

    private final CompletableFuture<Launcher> launcher;
    private final ProcessSpec spec;
    private final Duration timeout;
    private final Executor workers;
    private final Set<SidecarProcess> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param launcher once there is one
     * @param timeout for the command, from its launch on
     * @param workers may be blocked while a tree is ended
     */
    public CommandProbe(CompletableFuture<Launcher> launcher, ProcessSpec spec, Duration timeout, Executor workers) {
        this.launcher = launcher;
        this.spec = spec;
        this.timeout = timeout;
        this.workers = workers;
    }

    @Override
    public CompletionStage<ProbeResult> ask() {
        CompletableFuture<SidecarProcess> launched = launcher.thenCompose(from -> from.launch(spec, ticket -> {
            // It needs no record: it ends before a record could be of use.
        }));
        return launched.thenComposeAsync(this::await, workers).exceptionally(problem -> {
            // Perhaps the workers take nothing any more, because the app ends.
            launched.thenAccept(CommandProbe::end);
            return ProbeResult.notAsked(message(spec.name(), problem));
        });
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    /** Kills what is running now, and what is still being launched. Blocks until the former is gone. */
    @Override
    public void close() {
        closed = true;
        running.forEach(CommandProbe::end);
    }

    private static void end(SidecarProcess process) {
        process.terminate(StopPolicy.AT_ONCE);
        process.release();
    }

    private CompletionStage<ProbeResult> await(SidecarProcess process) {
        running.add(process);
        if (closed) {
            end(process);
        }
        OutputTail last = new OutputTail(1);
        CompletableFuture<Void> read = new OutputPump(spec.name() + "-health", NOT_LOGGED, last::add, Runnable::run,
                Redaction.of(spec.environment())).pump(process.stdout(), process.stderr(), process::awaitExit);
        return process.onExit().thenApply(SidecarExit::toString)
                .completeOnTimeout("", timeout.toNanos(), TimeUnit.NANOSECONDS)
                .thenApplyAsync(exit -> {
                    end(process);
                    running.remove(process);
                    return exit;
                }, workers)
                .thenCombine(read.completeOnTimeout(null, timeout.toMillis() + LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS),
                        (exit, end) -> judge(exit, last));
    }

    private ProbeResult judge(String exit, OutputTail last) {
        if (exit.isEmpty()) {
            return ProbeResult.failed(ProbeFailure.noAnswer(timeout));
        }
        String detail = "health.command: " + exit
                + last.lines().stream().findFirst().map(line -> ", \"" + line + '"').orElse("");
        return ProbeResult.answered(exit.equals(new SidecarExit(0).toString()), detail, Duration.ZERO);
    }

    private static String message(String name, Throwable problem) {
        Throwable cause = problem.getCause() == null ? problem : problem.getCause();
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return "health.command: " + message.replace("Cannot launch sidecar '" + name + "'", "it cannot be launched");
    }
}
