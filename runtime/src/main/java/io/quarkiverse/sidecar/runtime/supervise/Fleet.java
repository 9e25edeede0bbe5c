package io.quarkiverse.sidecar.runtime.supervise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.SidecarFailedException;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.lifecycle.Lifecycle;
import io.quarkiverse.sidecar.runtime.port.OwnershipAnswer;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopRules;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;
import io.vertx.core.Vertx;

/** All sidecars of one run of the app, with the threads that they share. */
public final class Fleet {

    private static final Logger LOG = Logger.getLogger(Fleet.class);

    /** So much of the shutdown timeout, or half of a short one, is for killing what has not ended before. */
    private static final Duration KILLING = Duration.ofSeconds(2);

    /** So long the log may take for what is still to be said at the end. */
    private static final Duration LAST_LINES = Duration.ofMillis(500);

    /** Where only a start leads up again; what is starting, or backs off, comes up in its own time. */
    private static final Set<SidecarState> NOT_WANTED_UP = EnumSet.of(SidecarState.STOPPED, SidecarState.STOPPING,
            SidecarState.FAILED);

    /**
     * What the fleet is given from outside.
     *
     * @param reclaimer for the state folder of this app
     * @param events takes every event; the log is told without it
     * @param scheduled makes the timer for polls and restart delays from the exact one
     * @param ports where the application's configuration finds them too
     * @param callbacks runs what waits for sidecars
     */
    public record Surroundings(Reclaimer reclaimer, EventSink events, UnaryOperator<Timer> scheduled, AssignedPorts ports,
            Executor callbacks, Vertx vertx, Duration shutdownTimeout) {
    }

    private final Map<String, SidecarDeclaration> declarations;
    private final Map<String, Supervisor> supervisors = new TreeMap<>();
    private final DependencyGraph graph;
    private final List<LocalProcess> processes = new ArrayList<>();
    private final List<Probes> probes = new ArrayList<>();
    private final Surroundings surroundings;
    private final EventDesk events;
    private final ProcessTable table = ProcessTable.ofThisMachine();
    private final CompletableFuture<Premises> premises = new CompletableFuture<>();

    /** Mailboxes and exact timers: short tasks only. */
    private final ScheduledThreadPoolExecutor supervision = new ScheduledThreadPoolExecutor(1,
            new NamedThreads("sidecar-supervisor"));
    /** Whatever reads the process table, forks or waits. */
    private final ExecutorService workers = Executors.newCachedThreadPool(new NamedThreads("sidecar-worker"));
    /** Writes what sidecars say, and what happens to them, into the log, which may be slow. */
    private final ExecutorService outputLog = Executors.newSingleThreadExecutor(new NamedThreads("sidecar-output"));

    public Fleet(List<SidecarDeclaration> declarations, Surroundings surroundings) {
        this.declarations = declarations.stream().collect(Collectors.toMap(SidecarDeclaration::name, Function.identity()));
        this.graph = new DependencyGraph(
                declarations.stream().collect(Collectors.toMap(SidecarDeclaration::name, SidecarDeclaration::dependsOn)));
        this.surroundings = surroundings;
        this.events = new EventDesk(outputLog, surroundings.events());
        supervision.setRemoveOnCancelPolicy(true);
        Timer exact = new MonotonicTimer(supervision);
        Timer scheduled = surroundings.scheduled().apply(exact);
        declarations.forEach(declaration -> supervisors.put(declaration.name(), supervisor(declaration, exact, scheduled)));
    }

    private Supervisor supervisor(SidecarDeclaration declaration, Timer exact, Timer scheduled) {
        if (declaration.external()) {
            return supervisor(declaration, new ExternalProcess(declaration, workers), port -> {
                throw new IllegalStateException("Nobody asks whose " + declaration + " is");
            }, exact, scheduled);
        }
        AssignedPort port = surroundings.ports().of(declaration.name(), declaration.host(), declaration.port());
        LocalProcess process = new LocalProcess(declaration, port, premises, workers, outputLog);
        processes.add(process);
        return supervisor(declaration, process, process::whoAnswersAt, exact, scheduled);
    }

    private Supervisor supervisor(SidecarDeclaration declaration, ProcessControl process,
            IntFunction<OwnershipAnswer> owners, Timer exact, Timer scheduled) {
        Probes itsProbes = new Probes(surroundings.vertx(), declaration, premises, workers);
        probes.add(itsProbes);
        Prober prober = new Prober(declaration, process, owners, itsProbes, exact, scheduled, workers);
        ProcessControl inOrder = declaration.dependsOn().isEmpty() ? process
                : new DependentProcess(process, () -> dependenciesOf(declaration.name()), names -> events
                        .info("Sidecar '%s' waits for %s".formatted(declaration.name(), names)));
        return new Supervisor(declaration.name(), new Lifecycle(declaration.rules()), inOrder, prober, events,
                exact, scheduled, MonotonicClock.SYSTEM, this::supervise, surroundings.callbacks(),
                ThreadLocalRandom.current().nextLong());
    }

    private List<Supervisor> dependenciesOf(String name) {
        return graph.dependenciesOf(name).stream().map(supervisors::get).toList();
    }

    /**
     * Launches every enabled sidecar, and watches those that somebody else runs. Returns at once: neither a reclaim nor a slow
     * sidecar holds up the app's start.
     */
    public void launch() {
        if (declarations.values().stream().anyMatch(Fleet::launchesSomething)) {
            workers.execute(this::moveIn);
        }
        supervisors.forEach((name, supervisor) -> {
            if (declarations.get(name).enabled()) {
                supervisor.start();
            }
        });
    }

    /** What somebody else runs may still be asked by a command. */
    private static boolean launchesSomething(SidecarDeclaration declaration) {
        return declaration.enabled() && (!declaration.external() || !declaration.health().command().isEmpty());
    }

    /**
     * Blocks until those are ready that the application's start shall wait for.
     *
     * @throws SidecarFailedException for the first that has failed, or whose time is over
     */
    public void awaitReady() {
        new AwaitedStart(declarations, supervisors, graph).await();
    }

    private void moveIn() {
        try {
            premises.complete(new Premises(table, surroundings.reclaimer().occupy(this::stopRules)));
        } catch (RuntimeException | Error e) {
            premises.completeExceptionally(e);
        }
    }

    /** How an orphan is stopped: as the declaration of its name says, if there still is one. */
    private StopRules stopRules(String name) {
        SidecarDeclaration declaration = declarations.get(name);
        return declaration == null ? StopRules.DEFAULT : declaration.stop();
    }

    public Map<String, SidecarDeclaration> declarations() {
        return declarations;
    }

    public Supervisor supervisor(String name) {
        return supervisors.get(name);
    }

    /** Those that it depends on and that hold up its launch now, by name. Never blocks. */
    public List<String> waitsFor(String name) {
        return supervisor(name).status().state() != SidecarState.RECLAIMING ? List.of()
                : dependenciesOf(name).stream().filter(it -> !it.status().ready()).map(Supervisor::name).toList();
    }

    /** Starts it, and what it depends on as far as nobody wants that up yet. */
    public CompletableFuture<SidecarStatus> start(String name) {
        startDependenciesOf(name);
        return supervisor(name).start();
    }

    /** As {@link #start}, with a new process. What it depends on is not restarted. */
    public CompletableFuture<SidecarStatus> restart(String name) {
        startDependenciesOf(name);
        return supervisor(name).restart();
    }

    private void startDependenciesOf(String name) {
        for (Supervisor dependency : dependenciesOf(name)) {
            SidecarStatus status = dependency.status();
            if (!status.ready()) {
                startDependenciesOf(status.name());
            }
            if (NOT_WANTED_UP.contains(status.state())) {
                dependency.start();
            }
        }
    }

    /**
     * Ends every sidecar, those first that depend on others, and waits for them, no longer than the shutdown timeout: shortly
     * before it is over what is left is killed. Idempotent. Afterwards nothing is launched any more.
     */
    public void shutDown() {
        CompletableFuture<?> ends = new OrderedEnd(supervisors, graph).begin();
        Duration timeout = surroundings.shutdownTimeout();
        Duration killing = Collections.min(List.of(KILLING, timeout.dividedBy(2)));
        try {
            if (!ended(ends, timeout.minus(killing))) {
                hurry();
                if (!ended(ends, killing)) {
                    sayWhatIsLeft();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.errorf("Interrupted while sidecars were being ended: %s", running());
        } catch (ExecutionException e) {
            LOG.error("Ending the sidecars failed", e.getCause());
        }
        probes.forEach(Probes::close);
        if (ends.isDone() && !ends.isCompletedExceptionally()) {
            premises.thenAccept(Premises::nobodyIsLeft);
        }
        // Perhaps it is still reclaiming: then the slot is released afterwards.
        premises.thenAccept(Premises::close);
        supervision.shutdown();
        workers.shutdown();
        outputLog.shutdown();
        awaitLastLines();
    }

    private void awaitLastLines() {
        try {
            outputLog.awaitTermination(LAST_LINES.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean ended(CompletableFuture<?> ends, Duration patience)
            throws InterruptedException, ExecutionException {
        try {
            ends.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** No more turns: nothing is launched again, and all that is left is killed. */
    private void hurry() {
        supervisors.values().forEach(Supervisor::shutDown);
        if (!workers.isShutdown()) {
            workers.execute(surroundings.reclaimer()::hurry);
            processes.forEach(process -> workers.execute(process::hurry));
        }
    }

    private void sayWhatIsLeft() {
        LOG.errorf("Not all sidecars ended within quarkus.sidecar.shutdown-timeout (%s): %s. What is left is killed with the"
                + " app where the system can do that, and reclaimed by the next run otherwise.",
                surroundings.shutdownTimeout(), running());
    }

    /** After the shutdown a late message is handled by whoever posts it. */
    private void supervise(Runnable task) {
        try {
            supervision.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    private String running() {
        return supervisors.values().stream().map(Supervisor::status).filter(status -> status.pid().isPresent())
                .map(status -> status.name() + " (pid " + status.pid().getAsLong() + ")").collect(Collectors.joining(", "));
    }
}
