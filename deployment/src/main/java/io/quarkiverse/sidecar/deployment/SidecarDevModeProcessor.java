package io.quarkiverse.sidecar.deployment;

import java.util.concurrent.atomic.AtomicReference;

import io.quarkiverse.sidecar.runtime.DevModeFleet;
import io.quarkiverse.sidecar.runtime.LiveReloadObserver;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.IsDevelopment;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.CuratedApplicationShutdownBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.dev.console.DevConsoleManager;

/** Lets sidecars outlast a live reload, and end with dev mode. */
class SidecarDevModeProcessor {

    @BuildStep(onlyIf = IsDevelopment.class)
    AdditionalBeanBuildItem keptJobs() {
        return AdditionalBeanBuildItem.unremovableOf(LiveReloadObserver.class);
    }

    /** The holder is of a JDK type, since the two halves of the extension have no classes in common; one serves all reloads. */
    @BuildStep(onlyIf = IsDevelopment.class)
    @Produce(ServiceStartBuildItem.class)
    void endWithDevMode(CuratedApplicationShutdownBuildItem devMode) {
        if (DevConsoleManager.getGlobal(DevModeFleet.END) == null) {
            AtomicReference<Runnable> end = new AtomicReference<>(() -> {
            });
            DevConsoleManager.setGlobal(DevModeFleet.END, end);
            // The globals are cleared before it is run.
            devMode.addCloseTask(() -> end.get().run(), true);
        }
    }
}
