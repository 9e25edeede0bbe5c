package io.quarkiverse.sidecar.deployment;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.FeatureBuildItem;

class SidecarProcessor {

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("sidecar");
    }
}
