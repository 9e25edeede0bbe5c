package io.quarkiverse.sidecar.runtime.config;

import java.util.Map;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** What the sidecars become in a pod; decided when the application is built. */
@ConfigMapping(prefix = "quarkus.sidecar")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface ContainersBuildTimeConfig {

    /**
     * The sidecars, by name.
     */
    @ConfigDocMapKey("sidecar-name")
    @WithParentName
    Map<String, OfSidecar> sidecars();

    /** One sidecar. */
    interface OfSidecar {

        /**
         * Its container in the pod.
         */
        ContainerConfig container();
    }
}
