package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.quarkiverse.sidecar.runtime.config.Arguments;
import io.quarkiverse.sidecar.runtime.config.ContainerConfig;

/** A native sidecar container: an init container that is not waited for to end, but to have started. Pure. */
final class NativeSidecarContainer {

    private NativeSidecarContainer() {
    }

    static Container of(PodSidecar sidecar) {
        ContainerConfig config = sidecar.container();
        ContainerBuilder container = new ContainerBuilder().withName(sidecar.containerName())
                .withImage(config.image().orElseThrow().strip()).withRestartPolicy("Always")
                .withCommand(expanded(sidecar, Arguments.of(config.commandText(), config.command())))
                .withArgs(expanded(sidecar, Arguments.of(config.argumentsText(), config.arguments())))
                .withEnv(ContainerEnvironment.of(sidecar));
        config.imagePullPolicy().ifPresent(policy -> container.withImagePullPolicy(name(policy)));
        sidecar.config().port().ifPresent(port -> container.addNewPort().withContainerPort(port).withProtocol("TCP").endPort());
        if (!config.resources().requests().isEmpty() || !config.resources().limits().isEmpty()) {
            container.withResources(new ResourceRequirementsBuilder().withRequests(amounts(config.resources().requests()))
                    .withLimits(amounts(config.resources().limits())).build());
        }
        ContainerProbes probes = new ContainerProbes(sidecar);
        if (probes.any()) {
            probes.startup().ifPresent(container::withStartupProbe);
            container.withLivenessProbe(probes.liveness());
            probes.readiness().ifPresent(container::withReadinessProbe);
        }
        return container.build();
    }

    private static List<String> expanded(PodSidecar sidecar, List<String> arguments) {
        return arguments.stream().map(sidecar::withPort).toList();
    }

    private static Map<String, Quantity> amounts(Map<String, String> declared) {
        Map<String, Quantity> amounts = new TreeMap<>();
        declared.forEach((resource, amount) -> amounts.put(resource, new Quantity(amount.strip())));
        return amounts;
    }

    private static String name(ContainerConfig.PullPolicy policy) {
        return switch (policy) {
            case ALWAYS -> "Always";
            case IF_NOT_PRESENT -> "IfNotPresent";
            case NEVER -> "Never";
        };
    }
}
