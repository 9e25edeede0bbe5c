package io.quarkiverse.sidecar.deployment;

import io.quarkiverse.sidecar.runtime.ManagedSidecars;
import io.quarkus.builder.item.SimpleBuildItem;
import io.quarkus.runtime.RuntimeValue;

/** All sidecars, put in place and not launched yet. */
final class SidecarsBuildItem extends SimpleBuildItem {

    private final RuntimeValue<ManagedSidecars> sidecars;

    SidecarsBuildItem(RuntimeValue<ManagedSidecars> sidecars) {
        this.sidecars = sidecars;
    }

    RuntimeValue<ManagedSidecars> getSidecars() {
        return sidecars;
    }
}
