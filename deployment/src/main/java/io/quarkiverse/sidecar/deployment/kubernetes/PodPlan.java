package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkiverse.sidecar.runtime.config.ContainerConfig;
import io.quarkiverse.sidecar.runtime.config.ContainersBuildTimeConfig;
import io.quarkiverse.sidecar.runtime.config.DeclarationMapper;
import io.quarkiverse.sidecar.runtime.config.SidecarConfig;
import io.quarkiverse.sidecar.runtime.config.SidecarsRuntimeConfig;
import io.quarkiverse.sidecar.runtime.supervisor.DependencyGraph;

/**
 * Which sidecars become containers, and which stay children of the application.
 *
 * @param containers in the order of their names
 * @param children by name; with them those that are {@code external} already
 * @param graph who depends on whom, of both
 * @param settings where all that comes from
 */
record PodPlan(List<PodSidecar> containers, Map<String, SidecarConfig> children, DependencyGraph graph,
        BuildTimeConfiguration settings) {

    /** Sidecars that are switched off are nothing in the pod, as elsewhere. */
    static PodPlan of(BuildTimeConfiguration settings) {
        SidecarsRuntimeConfig all = settings.sidecars();
        Map<String, ContainersBuildTimeConfig.OfSidecar> built = settings.containers().sidecars();
        List<PodSidecar> containers = new ArrayList<>();
        Map<String, SidecarConfig> children = new TreeMap<>();
        Map<String, SidecarConfig> enabled = new TreeMap<>();
        all.sidecars().forEach((name, config) -> {
            if (name != null && !name.isBlank() && !ConfigKeys.RESERVED.contains(name) && all.enabled() && config.enabled()) {
                enabled.put(name, config);
            }
        });
        enabled.forEach((name, config) -> {
            ContainerConfig container = built.containsKey(name) ? built.get(name).container() : null;
            if (container != null && container.image().isPresent()) {
                containers.add(new PodSidecar(name, config, container));
            } else {
                children.put(name, config);
            }
        });
        return new PodPlan(List.copyOf(containers), children, DeclarationMapper.graph(enabled), settings);
    }

    boolean isEmpty() {
        return containers.isEmpty() && children.isEmpty();
    }

    /** Each after those that it depends on, else by name. Only for graphs without cycles. */
    List<PodSidecar> inOrder() {
        Set<String> ordered = new LinkedHashSet<>();
        containers.forEach(sidecar -> follow(sidecar.name(), ordered));
        Map<String, PodSidecar> byName = containers.stream()
                .collect(Collectors.toMap(PodSidecar::name, sidecar -> sidecar));
        return ordered.stream().filter(byName::containsKey).map(byName::get).toList();
    }

    private void follow(String name, Set<String> ordered) {
        if (!ordered.contains(name)) {
            graph.dependenciesOf(name).forEach(other -> follow(other, ordered));
            ordered.add(name);
        }
    }
}
