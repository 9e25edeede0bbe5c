package io.quarkiverse.sidecar.deployment;

import io.quarkiverse.sidecar.runtime.SidecarRegistry;
import io.quarkus.builder.item.SimpleBuildItem;
import io.quarkus.runtime.RuntimeValue;

/** All sidecars, put in place and not launched yet. */
final class SidecarsBuildItem extends SimpleBuildItem {

    private final RuntimeValue<SidecarRegistry> sidecars;

    SidecarsBuildItem(RuntimeValue<SidecarRegistry> sidecars) {
        this.sidecars = sidecars;
    }

    RuntimeValue<SidecarRegistry> getSidecars() {
        return sidecars;
    }
}
