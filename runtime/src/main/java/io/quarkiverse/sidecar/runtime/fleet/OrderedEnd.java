package io.quarkiverse.sidecar.runtime.fleet;

import io.quarkiverse.sidecar.runtime.supervisor.DependencyGraph;
import io.quarkiverse.sidecar.runtime.supervisor.Supervisor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.sidecar.runtime.supervisor.Waiters.Goal;

/** Ends all sidecars: each when those that depend on it have ended, and what is independent at the same time. */
final class OrderedEnd {

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
            // One that does not run serves nobody: it need not wait for its turn, and must not be launched again meanwhile.
            end = CompletableFuture.anyOf(all(graph.dependentsOf(name)), supervisor.when(Goal.NOT_RUNNING))
                    .thenCompose(now -> supervisor.shutDown());
            ends.put(name, end);
        }
        return end;
    }
}
