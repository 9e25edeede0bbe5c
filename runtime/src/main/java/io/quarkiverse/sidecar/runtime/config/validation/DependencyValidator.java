package io.quarkiverse.sidecar.runtime.config.validation;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkiverse.sidecar.runtime.config.DeclarationMapper;
import io.quarkiverse.sidecar.runtime.config.SidecarConfig;
import io.quarkiverse.sidecar.runtime.config.SpellingSuggestions;

/** Finds the mistakes in what depends on what; each is told with its key, its value and the way out. */
public final class DependencyValidator {

    private final Map<String, SidecarConfig> sidecars;
    private final boolean allEnabled;
    private final Mistakes mistakes;

    private DependencyValidator(Map<String, SidecarConfig> sidecars, boolean allEnabled, Mistakes mistakes) {
        this.sidecars = new TreeMap<>(sidecars);
        this.mistakes = mistakes;
        this.allEnabled = allEnabled;
    }

    /** @param allEnabled false: none is launched */
    static void find(Map<String, SidecarConfig> sidecars, boolean allEnabled, Mistakes mistakes) {
        DependencyValidator check = new DependencyValidator(sidecars, allEnabled, mistakes);
        check.sidecars.forEach(
                (name, config) -> new TreeSet<>(DeclarationMapper.dependsOn(config)).forEach(other -> check.one(name, other)));
        DeclarationMapper.graph(sidecars).cycles().stream().filter(cycle -> cycle.size() > 2)
                .forEach(cycle -> check.problem(cycle.get(0),
                        cycle.get(1), "that goes in a circle, %s: take one of them out".formatted(String.join(" -> ", cycle))));
    }

    private void one(String name, String other) {
        if (other.equals(name)) {
            problem(name, other, "no sidecar can wait for itself: take it out");
        } else if (!sidecars.containsKey(other)) {
            problem(name, other, "no such sidecar is declared: %sset %s, or name one of %s".formatted(
                    SpellingSuggestions.didYouMean(other, others(name)), ConfigKeys.of(other, "command"), sidecars.keySet()));
        } else if (allEnabled && waits(sidecars.get(name)) && !sidecars.get(other).enabled()) {
            problem(name, other, "%s=false switches that off, and '%s' would wait for ever: switch it on, or take it out"
                    .formatted(ConfigKeys.of(other, "enabled"), name));
        }
    }

    /** An external sidecar does not wait for its dependencies. */
    private static boolean waits(SidecarConfig config) {
        return config.enabled() && config.mode() == SidecarConfig.Mode.MANAGED;
    }

    private Set<String> others(String name) {
        Set<String> others = new TreeSet<>(sidecars.keySet());
        others.remove(name);
        return others;
    }

    private void problem(String name, String other, String remedy) {
        mistakes.add(name, "depends-on", other, remedy);
    }
}
