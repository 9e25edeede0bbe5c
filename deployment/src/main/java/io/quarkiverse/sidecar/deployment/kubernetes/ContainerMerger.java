package io.quarkiverse.sidecar.deployment.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;

/** A sidecar's container for which the application has declared an init container of the same name, with mounts for example. */
final class ContainerMerger {

    private ContainerMerger() {
    }

    /** All that is declared stays; the sidecar brings what is missing. */
    static Container of(Container declared, Container sidecar) {
        ContainerBuilder merged = new ContainerBuilder(declared).withRestartPolicy(sidecar.getRestartPolicy());
        if (declared.getImage() == null) {
            merged.withImage(sidecar.getImage());
        }
        if (sidecar.getImagePullPolicy() != null) {
            merged.withImagePullPolicy(sidecar.getImagePullPolicy());
        }
        if (declared.getCommand().isEmpty()) {
            merged.withCommand(sidecar.getCommand());
        }
        if (declared.getArgs().isEmpty()) {
            merged.withArgs(sidecar.getArgs());
        }
        if (declared.getPorts().isEmpty()) {
            merged.withPorts(sidecar.getPorts());
        }
        if (declared.getResources() == null) {
            merged.withResources(sidecar.getResources());
        }
        if (declared.getStartupProbe() == null) {
            merged.withStartupProbe(sidecar.getStartupProbe());
        }
        if (declared.getLivenessProbe() == null) {
            merged.withLivenessProbe(sidecar.getLivenessProbe());
        }
        if (declared.getReadinessProbe() == null) {
            merged.withReadinessProbe(sidecar.getReadinessProbe());
        }
        sidecar.getEnv().forEach(variable -> {
            if (!merged.hasMatchingEnv(there -> variable.getName().equals(there.getName()))) {
                merged.addToEnv(variable);
            }
        });
        return merged.build();
    }
}
