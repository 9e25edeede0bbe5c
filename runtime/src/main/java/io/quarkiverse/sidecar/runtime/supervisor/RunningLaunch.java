package io.quarkiverse.sidecar.runtime.supervisor;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import io.quarkiverse.sidecar.runtime.concurrent.DaemonThreadFactory;
import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;
import io.quarkiverse.sidecar.runtime.lifecycle.Durations;
import io.quarkiverse.sidecar.runtime.output.LogPatternMatcher;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.process.TreeTermination.EndReport;
import io.quarkiverse.sidecar.runtime.process.TreeTermination.Survivor;

/** One launch of a sidecar: observes its process tree while it is up, and terminates it once. Safe for use by any thread. */
final class RunningLaunch {

    /** Users are meant to read it. */
    private static final Logger LOG = Logger.getLogger("io.quarkiverse.sidecar");

    /** The delay before each observation is twice the one before. */
    private static final long FIRST_OBSERVATION_MILLIS = 5;
    private static final long LAST_OBSERVATION_MILLIS = 1000;

    private static final long RETRY_SECONDS = 1;

    private static final DaemonThreadFactory TERMINATION = new DaemonThreadFactory("sidecar-termination");

    private final String sidecar;
    private final SidecarProcess process;
    private final LogPatternMatcher ready;
    private final Executor workers;
    private final Supplier<StopPolicy> stop;
    private final SidecarProcess.Notes notes;
    private final CompletableFuture<Void> exitReported = new CompletableFuture<>();
    private final AtomicBoolean terminating = new AtomicBoolean();
    private volatile CompletableFuture<List<Survivor>> terminated = new CompletableFuture<>();
    private volatile boolean noteFailed;

    /**
     * @param stop the policy that applies when the termination begins
     * @param notes record what the launch can be recognized by
     */
    RunningLaunch(String sidecar, SidecarProcess process, LogPatternMatcher ready, Executor workers,
            Supplier<StopPolicy> stop, SidecarProcess.Notes notes) {
        this.sidecar = sidecar;
        this.process = process;
        this.ready = ready;
        this.workers = workers;
        this.stop = stop;
        this.notes = notes;
    }

    SidecarProcess process() {
        return process;
    }

    LogPatternMatcher ready() {
        return ready;
    }

    /** To be completed when its exit has been reported. */
    CompletableFuture<Void> exitReported() {
        return exitReported;
    }

    /** Completes when no process of it is alive but those that cannot be terminated. */
    CompletableFuture<List<Survivor>> terminated() {
        return terminated;
    }

    /** Reads a few files for each of its processes: for worker threads. */
    void observe() {
        try {
            process.observe(notes);
        } catch (IOException e) {
            // The next poll tries again.
            LOG.logf(noteFailed ? Level.DEBUG : Level.WARN, "What is known of sidecar '%s' could not be recorded: %s", sidecar,
                    e.getMessage());
            noteFailed = true;
        }
    }

    /** A program that puts itself into the background does so at once: its descendants are found while their parent lives. */
    void observeRepeatedly() {
        observeAfter(FIRST_OBSERVATION_MILLIS);
    }

    private void observeAfter(long millis) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, this::runOnWorkerIfAny).execute(() -> {
            if (!terminating.get() && millis <= LAST_OBSERVATION_MILLIS) {
                observe();
                observeAfter(2 * millis);
            }
        });
    }

    /** Drops the task when the application shuts down, or the system has no thread for it. */
    private void runOnWorkerIfAny(Runnable task) {
        try {
            workers.execute(task);
        } catch (RuntimeException | Error noThread) {
            LOG.debugf("Sidecar '%s' is not observed: %s", sidecar, noThread.toString());
        }
    }

    /** Returns at once. Later calls change nothing, unless processes survived: then it is tried again. */
    void beginTermination() {
        List<Survivor> survivors = terminated.getNow(List.of());
        if (!survivors.isEmpty()) {
            terminated = new CompletableFuture<>();
            terminating.set(false);
        }
        if (terminating.compareAndSet(false, true)) {
            try {
                workers.execute(this::terminate);
            } catch (RuntimeException | Error noThread) {
                retryTermination();
            }
        }
    }

    private void terminate() {
        boolean exited = process.onExit().isDone();
        try {
            StopPolicy policy = stop.get();
            EndReport report = process.terminate(policy);
            if (!exited && !policy.equals(StopPolicy.AT_ONCE) && report.killed().contains(process.pid())) {
                LOG.warnf(
                        "Sidecar '%s' (pid %d) did not exit within %s after %s, so it was killed. What it had not saved is lost:"
                                + " raise stop.timeout, or set stop.signal to one that it obeys.",
                        sidecar, process.pid(),
                        Durations.format(policy.timeout()), policy.signal());
            }
            if (exited && process.onExit().join().isSuccess() && !report.ended().isEmpty()) {
                LOG.warnf("Sidecar '%s' exited with 0 and left processes in the background, which were ended: %s. Have the"
                        + " program stay in the foreground.", sidecar, report.ended());
            }
            terminated.complete(report.survivors());
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "Ending sidecar '%s' (pid %d) failed; it is tried again", sidecar, process.pid());
            retryTermination();
        }
    }

    /** Neither at once nor on the caller's thread, which supervises other sidecars. */
    private void retryTermination() {
        CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS, Runnable::run).execute(() -> {
            try {
                workers.execute(this::terminate);
            } catch (RejectedExecutionException closed) {
                terminateOnOwnThread();
            } catch (RuntimeException | Error noThread) {
                retryTermination();
            }
        });
    }

    /** The thread that counts delays belongs to the whole JVM, and must not block. */
    private void terminateOnOwnThread() {
        try {
            TERMINATION.newThread(this::terminate).start();
        } catch (RuntimeException | Error noThread) {
            retryTermination();
        }
    }
}
