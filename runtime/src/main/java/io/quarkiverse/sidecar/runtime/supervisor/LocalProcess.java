package io.quarkiverse.sidecar.runtime.supervisor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;
import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;
import io.quarkiverse.sidecar.runtime.lifecycle.Failure;
import io.quarkiverse.sidecar.runtime.lifecycle.Failures;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.Orphan;
import io.quarkiverse.sidecar.runtime.output.LogPatternMatcher;
import io.quarkiverse.sidecar.runtime.output.OutputCounts;
import io.quarkiverse.sidecar.runtime.output.OutputListener;
import io.quarkiverse.sidecar.runtime.output.OutputPump;
import io.quarkiverse.sidecar.runtime.output.OutputTail;
import io.quarkiverse.sidecar.runtime.output.StandardStream;
import io.quarkiverse.sidecar.runtime.output.WrittenOutput;
import io.quarkiverse.sidecar.runtime.port.ListenerVerdict;
import io.quarkiverse.sidecar.runtime.port.ListenerVerdict.Ownership;
import io.quarkiverse.sidecar.runtime.port.PortAssignments.AssignedPort;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.process.StopSignal;
import io.quarkiverse.sidecar.runtime.redaction.Redaction;

/** The process of one sidecar on this machine. The work is done on worker threads; answers come from them. */
public final class LocalProcess implements ProcessControl {

    private static final Logger LOG = Logger.getLogger(LocalProcess.class);

    /** So long the last output may come in after the exit; a descendant that is still alive can hold the pipe open. */
    private static final long LAST_WORDS_MILLIS = 50;

    private final SidecarDeclaration declaration;
    private final CompletableFuture<ProcessServices> services;
    private final Executor workers;
    private final Executor outputLog;
    private final OutputListener output;
    private final OutputCounts counts;
    private final AssignedPort port;
    private final FailureDiagnosis diagnosis;
    private volatile StopPolicy stop;
    private volatile RunningLaunch running;
    private volatile OutputTail tail = new OutputTail(0);
    private volatile WrittenOutput words = new WrittenOutput(Redaction.NONE);

    public LocalProcess(SidecarDeclaration declaration, AssignedPort port, CompletableFuture<ProcessServices> services,
            Executor workers,
            Executor outputLog, OutputListener output, OutputCounts counts) {
        this.declaration = declaration;
        this.services = services;
        this.workers = workers;
        this.outputLog = outputLog;
        this.output = output;
        this.counts = counts;
        this.port = port;
        this.diagnosis = new FailureDiagnosis(declaration, port);
        this.stop = declaration.stop();
    }

    /** The latest launch; empty before the first. */
    public Optional<SidecarProcess> latest() {
        return Optional.ofNullable(running).map(RunningLaunch::process);
    }

    @Override
    public OptionalInt port() {
        return port.current();
    }

    /** The guard can fall, and the kernel drops its signal with a change of user; the others last as long as the process. */
    @Override
    public Set<Protection> inForce(Set<Protection> atLaunch) {
        ProcessServices available = services.isCompletedExceptionally() ? null : services.getNow(null);
        RunningLaunch latest = running;
        boolean changedUser = latest != null && latest.process().changedUser();
        boolean guarded = available != null && available.launcher().guarded() && (latest == null || latest.process().guarded());
        boolean grouped = latest == null || latest.process().grouped();
        return atLaunch.stream().filter(it -> it != Protection.GUARD || guarded)
                .filter(it -> it != Protection.CONTROL_GROUP || grouped)
                .filter(it -> it != Protection.PARENT_DEATH_SIGNAL || !changedUser)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String evidence() {
        RunningLaunch latest = running;
        return latest == null ? "" : diagnosis.notReady(latest.process().tree().members(), words);
    }

    @Override
    public List<String> outputTail() {
        return tail.lines();
    }

    @Override
    public boolean logPatternSeen() {
        return running.ready().seen();
    }

    @Override
    public void recordTree() {
        running.observe();
    }

    @Override
    public boolean exited() {
        return running.process().ended();
    }

    @Override
    public boolean stopped() {
        return running.process().stopped();
    }

    /** Whose socket answers at that port. Reads the sockets, and may read the process table: for worker threads only. */
    public ListenerVerdict verifyListener(int probedPort) {
        ProcessTree tree = running.process().tree();
        ListenerVerdict verdict = services.join().ownership().check(declaration.host(), probedPort, tree.knownMembers(),
                tree::members);
        LOG.debugf("Sidecar '%s': whose listener answers at port %d? %s", declaration.name(), probedPort, verdict);
        if (verdict.ownership() == Ownership.OURS) {
            port.pin();
        }
        return verdict;
    }

    @Override
    public void reclaim(int launch, Consumer<Input> answers) {
        OptionalInt wanted = port.current();
        // Nothing else blocks than a look for who holds it.
        Executor looking = wanted.isEmpty() ? Runnable::run : this::runOnWorkerOrInline;
        services.whenCompleteAsync((services, unavailable) -> {
            List<Orphan> orphans = services == null ? List.of() : services.orphansToTell(declaration.name());
            Optional<Failure> conflict = services == null || wanted.isEmpty() ? Optional.empty()
                    : diagnosis.portConflict(services, wanted.getAsInt());
            if (conflict.isPresent()) {
                port.releaseAfterConflict();
                answers.accept(new Input.Hindered(launch, orphans, conflict.get()));
            } else {
                answers.accept(new Input.Reclaimed(launch, orphans));
            }
        }, looking);
    }

    @Override
    public void launch(int launch, Consumer<Input> answers) {
        services.thenComposeAsync(services -> {
            try {
                ProcessSpec spec = ProcessSpecs.of(declaration, System.getenv(), port.assign());
                return services.launcher().launch(spec, services.lease().records())
                        .thenAcceptAsync(process -> startOrTerminate(launch, process, spec, services, answers),
                                this::runOnWorkerOrInline);
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
        }, workers).exceptionally(problem -> {
            answers.accept(new Input.LaunchFailed(launch, FailureDiagnosis.launch(problem)));
            return null;
        });
    }

    /** Whatever goes wrong once there is a process, it is not left alone. */
    private void startOrTerminate(int launch, SidecarProcess process, ProcessSpec spec, ProcessServices services,
            Consumer<Input> answers) {
        try {
            start(launch, process, spec, services, answers);
        } catch (RuntimeException | Error e) {
            process.terminate(StopPolicy.AT_ONCE);
            process.release();
            throw e;
        }
    }

    private void start(int launch, SidecarProcess process, ProcessSpec spec, ProcessServices services,
            Consumer<Input> answers) {
        OutputTail lines = new OutputTail(declaration.tailLines());
        tail = lines;
        Redaction redaction = Redaction.of(spec.environment());
        WrittenOutput written = new WrittenOutput(redaction);
        words = written;
        LogPatternMatcher ready = new LogPatternMatcher(declaration.health().logPattern().map(Pattern::compile));
        OutputListener listener = new OutputListener() {
            @Override
            public void line(StandardStream stream, String line) {
                lines.add(line);
                output.line(stream, line);
            }

            @Override
            public void written(StandardStream stream, String line) {
                written.add(line);
                ready.accept(line);
            }

            @Override
            public void unfinished(StandardStream stream, String beginning) {
                written.begin(beginning);
                ready.accept(beginning);
            }
        };
        CompletableFuture<Void> read = new OutputPump(declaration.name(), declaration.output(), listener, outputLog, redaction,
                counts).pump(process.stdout(), process.stderr(), process::awaitExit);
        RunningLaunch up = new RunningLaunch(declaration.name(), process, ready, workers, () -> stop,
                traces -> services.lease().records().note(declaration.name(), process.token(), traces));
        running = up;
        answers.accept(new Input.Launched(launch, process.pid(), process.protections()));
        up.observeRepeatedly();
        // Whatever follows from the exit, what is left is ended: who holds the output open is not waited for.
        process.onExit().thenRun(up::beginTermination);
        process.onExit().thenAccept(exit -> read.completeOnTimeout(null, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)
                .whenCompleteAsync((done, problem) -> {
                    answers.accept(new Input.Exited(launch, exit, diagnosis.exit(exit, written, services),
                            written.tellingLine(exit)));
                    up.exitReported().complete(null);
                }, this::runOnWorkerOrInline));
    }

    /** Here, where the system gives no thread for it. */
    private void runOnWorkerOrInline(Runnable task) {
        try {
            workers.execute(task);
        } catch (RuntimeException | Error noThread) {
            task.run();
        }
    }

    @Override
    public void terminateTree(int launch, Consumer<Input> answers) {
        RunningLaunch ending = running;
        boolean crashed = ending.process().onExit().isDone();
        ending.beginTermination();
        ending.terminated().thenAccept(survivors -> {
            if (!survivors.isEmpty()) {
                // Their record stays for the next start.
                answers.accept(new Input.TreeSurvived(launch, Failures.unstoppable(
                        survivors.stream().map(Object::toString).collect(Collectors.joining("; ")))));
            } else if (crashed) {
                // Another launch may follow at once: it writes over the record, and need not wait for the disk.
                ending.exitReported().thenRun(() -> answers.accept(new Input.TreeEnded(launch)))
                        .thenRunAsync(() -> deleteRecord(ending), workers);
            } else {
                ending.exitReported().thenRunAsync(() -> deleteRecord(ending), this::runOnWorkerOrInline)
                        .thenRun(() -> answers.accept(new Input.TreeEnded(launch)));
            }
        });
    }

    /** Kills what is being ended, and what will be. Blocks until it is gone: not for the mailbox. */
    public void forceKill() {
        stop = StopPolicy.AT_ONCE;
        latest().ifPresent(process -> process.terminate(stop));
    }

    /** As a crash would. False when there is no process that could be killed. */
    public boolean kill() {
        return latest().filter(process -> process.send(StopSignal.KILL)).isPresent();
    }

    /** A record that stays is of no harm: the next run finds nothing that it names. */
    private void deleteRecord(RunningLaunch ended) {
        ended.process().release();
        try {
            services.join().lease().records().remove(declaration.name(), ended.process().token());
        } catch (IOException e) {
            LOG.warnf("The record of sidecar '%s', which has ended, could not be removed: %s", declaration.name(),
                    e.getMessage());
        }
    }
}
