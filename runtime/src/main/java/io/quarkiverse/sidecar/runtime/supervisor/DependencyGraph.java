package io.quarkiverse.sidecar.runtime.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Which sidecar depends on which. Pure. What is asked of chains is for graphs without {@link #cycles}. */
public final class DependencyGraph {

    private final Map<String, Set<String>> dependencies = new TreeMap<>();

    /** @param dependencies every sidecar with those that it depends on; names that are no sidecar's are left out */
    public DependencyGraph(Map<String, ? extends Collection<String>> dependencies) {
        dependencies.forEach((name, others) -> {
            Set<String> known = new TreeSet<>(others);
            known.retainAll(dependencies.keySet());
            this.dependencies.put(name, known);
        });
    }

    /** Those that it depends on directly. */
    public Set<String> dependenciesOf(String name) {
        return dependencies.get(name);
    }

    /** Those that depend on it directly. */
    public List<String> dependentsOf(String name) {
        return dependencies.keySet().stream().filter(other -> dependencies.get(other).contains(name)).toList();
    }

    /** The largest sum along a chain of dependencies that begins with that sidecar. */
    public Duration longestChain(String name, Function<String, Duration> length) {
        return length.apply(name).plus(longest(dependencies.get(name), length));
    }

    /** The largest sum along any chain. */
    public Duration longestChain(Function<String, Duration> length) {
        return longest(dependencies.keySet(), length);
    }

    private Duration longest(Set<String> names, Function<String, Duration> length) {
        return names.stream().map(name -> longestChain(name, length)).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** Ways that lead back to where they began, which is their first and their last name; at least one of each tangle. */
    public List<List<String>> cycles() {
        List<List<String>> cycles = new ArrayList<>();
        Set<String> done = new TreeSet<>();
        dependencies.keySet().forEach(name -> follow(name, new ArrayList<>(), done, cycles));
        return cycles;
    }

    private void follow(String name, List<String> path, Set<String> done, List<List<String>> cycles) {
        int seen = path.indexOf(name);
        if (seen >= 0) {
            List<String> cycle = new ArrayList<>(path.subList(seen, path.size()));
            cycle.add(name);
            cycles.add(Collections.unmodifiableList(cycle));
        } else if (!done.contains(name)) {
            path.add(name);
            dependencies.get(name).forEach(next -> follow(next, path, done, cycles));
            path.remove(path.size() - 1);
            done.add(name);
        }
    }
}
