package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.quarkiverse.sidecar.runtime.config.validation.ConfigurationProblems;

/**
 * What the sidecars change in the pod of the application. What others have said of the pod counts more.
 *
 * @param containers the sidecars' containers, by the name of the sidecar, in the order in which they are started
 * @param appEnvironment of the application's container
 * @param gracePeriod in seconds
 */
record PodCustomizer(Map<String, Container> containers, Map<String, String> appEnvironment, long gracePeriod) {

    /** What Quarkus sets in a Job, a CronJob and a StatefulSet; in a Deployment it sets nothing. */
    private static final long SHORT_PERIOD_OF_QUARKUS = 10;

    static PodCustomizer of(PodPlan plan, long gracePeriod) {
        Map<String, Container> containers = new LinkedHashMap<>();
        Map<String, String> appEnvironment = new TreeMap<>();
        plan.inOrder().forEach(sidecar -> {
            containers.put(sidecar.name(), NativeSidecarContainer.of(sidecar));
            appEnvironment.putAll(ApplicationEnvironment.of(sidecar, plan.settings()));
        });
        return new PodCustomizer(containers, appEnvironment, gracePeriod);
    }

    /** @return what is to be told to whoever builds */
    List<String> apply(PodSpecBuilder pod, String kind, String application) {
        List<String> warnings = new ArrayList<>();
        taken(pod);
        containers.values().forEach(container -> add(pod, container));
        appContainer(pod, application);
        gracePeriod(pod, kind, warnings);
        return warnings;
    }

    private void taken(PodSpecBuilder pod) {
        List<String> problems = new ArrayList<>();
        containers.forEach((name, container) -> {
            if (pod.buildContainers().stream().anyMatch(other -> container.getName().equals(other.getName()))) {
                problems.add(("The sidecar '%s' becomes the container '%s', and the pod has a container of that name already:"
                        + " rename one of them").formatted(name, container.getName()));
            }
        });
        if (!problems.isEmpty()) {
            throw ConfigurationProblems.exception(problems);
        }
    }

    private static void add(PodSpecBuilder pod, Container sidecar) {
        Container whole = pod.buildInitContainers().stream().filter(other -> sidecar.getName().equals(other.getName()))
                .findFirst().map(declared -> ContainerMerger.of(declared, sidecar)).orElse(sidecar);
        pod.removeMatchingFromInitContainers(other -> sidecar.getName().equals(other.getName()));
        pod.addToInitContainers(whole);
    }

    /** Named as the resource; when it was given another name it is the first. */
    private void appContainer(PodSpecBuilder pod, String application) {
        List<Container> all = pod.buildContainers();
        int named = all.stream().map(Container::getName).toList().indexOf(application);
        if (!all.isEmpty()) {
            pod.setToContainers(Math.max(0, named), withVariables(all.get(Math.max(0, named))));
        }
    }

    private Container withVariables(Container app) {
        ContainerBuilder container = new ContainerBuilder(app);
        new TreeMap<>(appEnvironment).forEach((name, value) -> {
            if (!container.hasMatchingEnv(variable -> name.equals(variable.getName()))) {
                container.addNewEnv().withName(name).withValue(ContainerValueEscaper.literal(value)).endEnv();
            }
        });
        return container.build();
    }

    private void gracePeriod(PodSpecBuilder pod, String kind, List<String> warnings) {
        Long there = pod.getTerminationGracePeriodSeconds();
        if (there == null || there == SHORT_PERIOD_OF_QUARKUS && !kind.startsWith("Deployment")) {
            pod.withTerminationGracePeriodSeconds(gracePeriod);
        } else if (there < gracePeriod) {
            warnings.add(("terminationGracePeriodSeconds is %d, but stopping the sidecars may take %d seconds; what is left"
                    + " then is killed: raise it, or lower stop.timeout").formatted(there, gracePeriod));
        }
    }
}
