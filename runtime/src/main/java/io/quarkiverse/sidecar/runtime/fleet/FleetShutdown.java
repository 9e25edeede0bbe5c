package io.quarkiverse.sidecar.runtime.fleet;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.supervisor.DependencyGraph;
import io.quarkiverse.sidecar.runtime.supervisor.Supervisor;
import io.quarkiverse.sidecar.runtime.supervisor.Waiters.Goal;

/** Ends sidecars, those first that depend on others, no longer than a given time: shortly before it is over all are killed. */
final class FleetShutdown {

    private static final Logger LOG = Logger.getLogger(Fleet.class);

    /** So much of the time, or half of a short one, is for killing what has not ended before. */
    private static final Duration KILLING = Duration.ofSeconds(2);

    private final Collection<SupervisedSidecar> sidecars;
    private final FleetResources supervision;
    private final Duration timeout;

    FleetShutdown(Collection<SupervisedSidecar> sidecars, FleetResources supervision, Duration timeout) {
        this.sidecars = sidecars;
        this.supervision = supervision;
        this.timeout = timeout;
    }

    /** Blocks. Returns whether all have ended; if not, the log has been told. None of them is launched ever again. */
    boolean await(DependencyGraph graph) {
        Map<String, Supervisor> supervisors = sidecars.stream().map(SupervisedSidecar::supervisor)
                .collect(Collectors.toMap(Supervisor::name, Function.identity()));
        CompletableFuture<?> ends = new OrderedEnd(supervisors, graph).begin();
        Duration killing = Collections.min(List.of(KILLING, timeout.dividedBy(2)));
        try {
            if (!ended(ends, timeout.minus(killing))) {
                hurry();
                if (!ended(ends, killing)) {
                    LOG.errorf("Not all sidecars ended within quarkus.sidecar.shutdown-timeout (%s): %s. What is left is killed"
                            + " with the app where the system can do that, and reclaimed by the next run otherwise.",
                            timeout, running());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            hurry();
            LOG.errorf("Interrupted while sidecars were being ended: %s", running());
        } catch (ExecutionException e) {
            LOG.error("Ending the sidecars failed", e.getCause());
        }
        return ends.isDone() && !ends.isCompletedExceptionally();
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
        sidecars.forEach(sidecar -> sidecar.supervisor().shutDown());
        if (!supervision.workers().isShutdown()) {
            supervision.workers().execute(supervision.reclaimer()::escalate);
            sidecars.forEach(SupervisedSidecar::hurry);
        }
    }

    private String running() {
        return sidecars.stream().map(sidecar -> sidecar.supervisor().status()).filter(status -> status.pid().isPresent())
                .map(FleetShutdown::withPid).sorted().collect(Collectors.joining(", "));
    }

    private static String withPid(SidecarStatus status) {
        return status.name() + " (pid " + status.pid().getAsLong() + ")";
    }

    /** Ends all sidecars: each when those that depend on it have ended, and what is independent at the same time. */
    static final class OrderedEnd {

        private final Map<String, Supervisor> supervisors;
        private final DependencyGraph graph;
        private final Map<String, CompletableFuture<?>> ends = new HashMap<>();

        OrderedEnd(Map<String, Supervisor> supervisors, DependencyGraph graph) {
            this.supervisors = supervisors;
            this.graph = graph;
        }

        /** Completes when the last has ended. */
        CompletableFuture<Void> begin() {
            return all(supervisors.keySet());
        }

        private CompletableFuture<Void> all(Iterable<String> names) {
            CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
            for (String name : names) {
                all = all.thenCombine(end(name), (these, that) -> null);
            }
            return all;
        }

        private CompletableFuture<?> end(String name) {
            CompletableFuture<?> end = ends.get(name);
            if (end == null) {
                Supervisor supervisor = supervisors.get(name);
                // One that does not run need not wait for its turn, and must not be launched again meanwhile.
                end = CompletableFuture.anyOf(all(graph.dependentsOf(name)), supervisor.when(Goal.NOT_RUNNING))
                        .thenCompose(now -> supervisor.shutDown());
                ends.put(name, end);
            }
            return end;
        }
    }
}
