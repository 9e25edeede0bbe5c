package io.quarkiverse.sidecar.runtime.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.quarkiverse.sidecar.SidecarFailedException;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.concurrent.Timer;
import io.quarkiverse.sidecar.runtime.port.PortAssignments;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;
import io.quarkiverse.sidecar.runtime.supervisor.DependencyGraph;
import io.quarkiverse.sidecar.runtime.supervisor.FaultInjection;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarListener;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarStatistics;
import io.quarkiverse.sidecar.runtime.supervisor.Supervisor;
import io.vertx.core.Vertx;

/** All sidecars of one run of the app. In dev mode some of them may come from the run before. */
public final class Fleet {

    /** Where only a start leads up again; what is starting, or backs off, comes up in its own time. */
    private static final Set<SidecarState> NOT_WANTED_UP = EnumSet.of(SidecarState.STOPPED, SidecarState.STOPPING,
            SidecarState.FAILED);

    /** However short the shutdown may be: who is killed at a live reload must be seen to have ended before that goes on. */
    private static final Duration TO_SEE_IT_END = Duration.ofSeconds(4);

    /**
     * What the fleet is given from outside.
     *
     * @param reclaimer for the state folder of this app
     * @param events takes every event; the log is told without it
     * @param scheduled makes the timer for polls and restart delays from the exact one
     * @param ports where the application's configuration finds them too
     * @param callbacks runs what waits for sidecars
     */
    public record Surroundings(Reclaimer reclaimer, SidecarListener events, UnaryOperator<Timer> scheduled,
            PortAssignments ports,
            Executor callbacks, Vertx vertx, Duration shutdownTimeout) {
    }

    private final Map<String, SidecarDeclaration> declarations;
    private final Map<String, SupervisedSidecar> sidecars = new TreeMap<>();
    private final Map<String, Supervisor> supervisors = new TreeMap<>();
    private final DependencyGraph graph;
    private final Surroundings surroundings;
    private final FleetResources supervision;
    /** Of the run before, and not of this one: to be ended before anything of this one is launched. */
    private final List<SupervisedSidecar> outgoing = new ArrayList<>();
    private final Duration outgoingTimeout;
    private volatile boolean launched;

    public Fleet(List<SidecarDeclaration> declarations, Surroundings surroundings) {
        this(declarations, surroundings, new FleetResources(surroundings.reclaimer()), Map.of(), Duration.ZERO);
    }

    private Fleet(List<SidecarDeclaration> declarations, Surroundings surroundings, FleetResources supervision,
            Map<String, SupervisedSidecar> earlier, Duration outgoingTimeout) {
        this.declarations = declarations.stream().collect(Collectors.toMap(SidecarDeclaration::name, Function.identity()));
        this.graph = graph(declarations);
        this.surroundings = surroundings;
        this.supervision = supervision;
        this.outgoingTimeout = outgoingTimeout;
        outgoing.addAll(earlier.values());
        for (SidecarDeclaration declaration : declarations) {
            SupervisedSidecar sidecar = Optional.ofNullable(earlier.get(declaration.name()))
                    .filter(known -> known.serves(declaration))
                    .orElseGet(() -> new SupervisedSidecar(declaration, supervision, surroundings.ports()));
            outgoing.remove(sidecar);
            sidecars.put(declaration.name(), sidecar);
            supervisors.put(declaration.name(), sidecar.supervisor());
        }
    }

    /**
     * The fleet of the application that follows in dev mode; one that has nothing to do with this one when the state folder is
     * another. Nothing happens to this one before the launch of that.
     */
    public Fleet nextGeneration(List<SidecarDeclaration> nextDeclarations, Surroundings nextSurroundings) {
        return nextSurroundings.reclaimer().servesTheSameAs(supervision.reclaimer())
                ? new Fleet(nextDeclarations, nextSurroundings, supervision, sidecars, surroundings.shutdownTimeout())
                : new Fleet(nextDeclarations, nextSurroundings);
    }

    /** Whether its launch takes over what that one has left. */
    public boolean succeeds(Fleet other) {
        return supervision == other.supervision;
    }

    private static DependencyGraph graph(Collection<SidecarDeclaration> declarations) {
        return new DependencyGraph(
                declarations.stream().collect(Collectors.toMap(SidecarDeclaration::name, SidecarDeclaration::dependsOn)));
    }

    private List<Supervisor> dependenciesOf(String name) {
        return graph.dependenciesOf(name).stream().map(supervisors::get).toList();
    }

    /**
     * Launches every enabled sidecar that is not up already, and watches external ones. Neither reclaim nor a slow sidecar
     * delays the application's start; but in dev mode, sidecars that are not wanted any more are terminated first.
     *
     * @throws IllegalStateException when that does not end
     */
    public void launch() {
        endOutgoing();
        launched = true;
        surroundings.ports().retain(declarations.keySet());
        supervision.application().bind(new ApplicationBinding.Edges(surroundings.events(), surroundings.callbacks(),
                surroundings.scheduled().apply(supervision.exact()), surroundings.vertx(), this::dependenciesOf));
        sidecars.forEach((name, sidecar) -> sidecar.enterApplication(declarations.get(name)));
        if (declarations.values().stream().anyMatch(Fleet::launchesSomething)) {
            supervision.reclaimAndAcquireSlot(this::stopRules);
        }
        supervisors.forEach((name, supervisor) -> {
            if (declarations.get(name).enabled()) {
                supervisor.startUnlessDone();
            }
        });
    }

    /** Two trees of one sidecar there never are, nor two sidecars on one port. */
    private void endOutgoing() {
        if (outgoing.isEmpty()) {
            return;
        }
        if (!end(outgoing, Collections.max(List.of(outgoingTimeout, TO_SEE_IT_END)))) {
            throw new IllegalStateException("Sidecars whose declaration has changed or is gone do not end: "
                    + outgoing.stream().map(sidecar -> sidecar.declaration().name()).toList()
                    + ". Nothing is launched beside them. End them, and reload the application.");
        }
        outgoing.forEach(SupervisedSidecar::close);
        outgoing.clear();
    }

    private boolean end(Collection<SupervisedSidecar> some, Duration timeout) {
        return new FleetShutdown(some, supervision, timeout)
                .await(graph(some.stream().map(SupervisedSidecar::declaration).toList()));
    }

    /**
     * The application ends and another is expected, which may be long in coming: what {@code live-reload=restart} is declared
     * for is ended, as by {@link #shutDown}; the others go on, and are supervised as before. Blocks.
     */
    public void detachFromApplication() {
        end(sidecars.values().stream()
                .filter(sidecar -> !declarations.get(sidecar.declaration().name()).keptOverReload()).toList(),
                surroundings.shutdownTimeout());
        supervision.applicationEnds();
        sidecars.values().forEach(SupervisedSidecar::leaveApplication);
    }

    /** An external sidecar may still be probed by a command. */
    private static boolean launchesSomething(SidecarDeclaration declaration) {
        return declaration.enabled() && (!declaration.external() || !declaration.health().command().isEmpty());
    }

    /** Moves what is under way to the timer of the application, which is another one or has just started. */
    public void renewJobs() {
        supervisors.values().forEach(Supervisor::rescheduleTimers);
    }

    /**
     * Blocks until the sidecars with {@code startup=await-ready} are ready.
     *
     * @throws SidecarFailedException for the first that has failed, or whose time is over
     */
    public void awaitReady() {
        new StartupBarrier(declarations, supervisors, graph, supervision.exact()).await();
    }

    /** How an orphan is stopped: as the declaration of its name says, if there still is one. */
    private StopPolicy stopRules(String name) {
        SidecarDeclaration declaration = declarations.get(name);
        return declaration == null ? StopPolicy.DEFAULT : declaration.stop();
    }

    public Map<String, SidecarDeclaration> declarations() {
        return declarations;
    }

    public Supervisor supervisor(String name) {
        return supervisors.get(name);
    }

    public SidecarStatistics totals(String name) {
        return sidecars.get(name).totals();
    }

    /** For tests of applications. */
    public FaultInjection faults(String name) {
        return sidecars.get(name).faults();
    }

    /** Those that it depends on and that hold up its launch now, by name. Never blocks. */
    public List<String> waitsFor(String name) {
        return supervisor(name).status().state() != SidecarState.PENDING ? List.of()
                : dependenciesOf(name).stream().filter(it -> !it.status().ready()).map(Supervisor::name).toList();
    }

    /** Starts it, and those of its dependencies that are not wanted up yet. */
    public CompletableFuture<SidecarStatus> start(String name) {
        startDependenciesOf(name);
        return supervisor(name).start();
    }

    /** As {@link #start}, with a new process. What it depends on is not restarted. */
    public CompletableFuture<SidecarStatus> restart(String name) {
        startDependenciesOf(name);
        return supervisor(name).restart();
    }

    /**
     * Kills its main process, as a crash would; its supervisor sees to the rest. Reads the process table: not for event loops.
     *
     * @return false when there is none that could be killed
     */
    public boolean kill(String name) {
        return sidecars.get(name).kill();
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
     *
     * @return whether all have ended; if not, the log names them
     */
    public boolean shutDown() {
        // Before the launch there is nothing to terminate, and no listener.
        boolean allEnded = !launched
                || new FleetShutdown(sidecars.values(), supervision, surroundings.shutdownTimeout()).await(graph);
        sidecars.values().forEach(SupervisedSidecar::close);
        supervision.close(allEnded);
        return allEnded;
    }
}
