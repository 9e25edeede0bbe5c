package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.OptionalInt;

import io.quarkiverse.sidecar.runtime.config.ContainerConfig;
import io.quarkiverse.sidecar.runtime.config.SidecarConfig;

/** A sidecar that becomes a container of the pod, where it has the network, and so the ports, with the application. */
record PodSidecar(String name, SidecarConfig config, ContainerConfig container) {

    String containerName() {
        return ContainerName.of(name);
    }

    /** Where it can be asked from another container. */
    OptionalInt probedPort() {
        return config.health().port().isPresent() ? config.health().port() : config.port();
    }

    String withPort(String text) {
        return config.port().isPresent() ? text.replace("{port}", Integer.toString(config.port().getAsInt())) : text;
    }
}
