package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkiverse.sidecar.runtime.config.SidecarConfig.Mode;

/** Finds the mistakes in what becomes a pod, all at once; each is told with its key, its value and the way out. Pure. */
final class PodValidator {

    private PodValidator() {
    }

    /** @param appPorts the application's own, each with what it is for */
    static List<String> problems(PodPlan plan, Map<Integer, String> appPorts) {
        List<String> problems = new ArrayList<>();
        plan.containers().forEach(sidecar -> problems.addAll(ContainerValidator.problems(sidecar, plan.settings())));
        images(plan, problems);
        names(plan, problems);
        ports(plan, appPorts, problems);
        plan.graph().cycles().forEach(cycle -> problems.add("%s is %s: that goes in a circle, %s: take one of them out"
                .formatted(ConfigKeys.of(cycle.get(0), "depends-on"), cycle.get(1), String.join(" -> ", cycle))));
        return problems;
    }

    /** What may be meant, and may not work. */
    static List<String> warnings(PodPlan plan) {
        List<String> warnings = new ArrayList<>(LoopbackBindingCheck.warnings(plan.containers()));
        plan.containers().forEach(sidecar -> plan.graph().dependenciesOf(sidecar.name()).stream()
                .filter(child -> plan.children().containsKey(child) && plan.children().get(child).mode() == Mode.MANAGED)
                .forEach(child -> warnings.add(
                        ("%s is %s: '%s' becomes a container and is started before the application, which launches '%s': if it"
                                + " does not get ready without that, the pod never starts. Set %s too, or take it out")
                                .formatted(ConfigKeys.of(sidecar.name(), "depends-on"), child, sidecar.name(), child,
                                        ConfigKeys.of(child, "container.image")))));
        plan.settings().containers().sidecars().forEach((name, built) -> {
            if (plan.children().containsKey(name) && Property.anyUnder(name, "container.", plan.settings())) {
                warnings.add(
                        "%s is missing: without an image '%s' becomes no container, and what else is set of it has no effect"
                                .formatted(ConfigKeys.of(name, "container.image"), name));
            }
        });
        return warnings;
    }

    /** Otherwise such a sidecar would stay a child without a word. */
    private static void images(PodPlan plan, List<String> problems) {
        plan.settings().unresolved().stream().filter(property -> Property.key(property).equals("container.image"))
                .forEach(
                        property -> problems.add(("%s is %s: nothing gives a value to what it refers to when the application is"
                                + " built, and the manifest needs it: set that, or write a default, as in ${OTHER:value}")
                                .formatted(property, plan.settings().raw().getOrDefault(property, "a reference"))));
    }

    private static void names(PodPlan plan, List<String> problems) {
        Map<String, List<String>> alike = plan.containers().stream().collect(Collectors.groupingBy(
                PodSidecar::containerName, TreeMap::new, Collectors.mapping(PodSidecar::name, Collectors.toList())));
        alike.forEach((container, sidecars) -> {
            if (sidecars.size() > 1) {
                problems.add("The sidecars '%s' would both become a container '%s': rename one of them"
                        .formatted(String.join("' and '", sidecars), container));
            }
        });
    }

    /** Containers of a pod share its ports. */
    private static void ports(PodPlan plan, Map<Integer, String> appPorts, List<String> problems) {
        Map<Integer, String> holders = new TreeMap<>();
        appPorts.forEach((port, purpose) -> holders.put(port, "is where the application listens for " + purpose));
        plan.children().forEach((name, child) -> child.port().ifPresent(
                port -> holders.putIfAbsent(port, "is that of '" + name + "', which runs in the same pod")));
        plan.containers().forEach(sidecar -> sidecar.config().port().ifPresent(port -> {
            if (port != 0 && holders.containsKey(port)) {
                problems.add("%s is %d: that port %s, and the containers of a pod share their ports: take another"
                        .formatted(ConfigKeys.of(sidecar.name(), "port"), port, holders.get(port)));
            }
            holders.putIfAbsent(port, "is that of '" + sidecar.name() + "', which runs in the same pod");
        }));
    }
}
