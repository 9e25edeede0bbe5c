package io.quarkiverse.sidecar.runtime.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocIgnore;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithName;

/** What a sidecar becomes in a pod. Of effect only in an application that has the Kubernetes extension. */
@ConfigGroup
public interface ContainerConfig {

    /**
     * The image that contains the sidecar. With an image, the sidecar becomes a native sidecar container in the manifests
     * that the Kubernetes extension generates: an init container with `restartPolicy: Always`. In the pod, the application
     * only probes it, in mode `external`. Without an image, it stays a child process of the application.
     */
    Optional<String> image();

    /**
     * When to pull the image: `always`, `if-not-present`, or `never`. By default, Kubernetes decides by the tag of the
     * image.
     */
    Optional<PullPolicy> imagePullPolicy();

    /**
     * The program that the container runs, with its arguments, instead of the entry point of the image. The key `command`
     * has no effect in a container. `{port}` expands to the port, and, as usual in Kubernetes, `$(VARIABLE)` to a variable
     * of the container.
     */
    Optional<List<@WithConverter(Converters.Verbatim.class) String>> command();

    /** The same where it is one text. */
    @ConfigDocIgnore
    @WithName("command")
    @WithConverter(Arguments.class)
    Optional<List<String>> commandText();

    /**
     * The arguments of the entry point, or of `container.command`, instead of those of the image. `{port}` and `$(VARIABLE)`
     * expand as there.
     */
    Optional<List<@WithConverter(Converters.Verbatim.class) String>> arguments();

    /** The same where it is one text. */
    @ConfigDocIgnore
    @WithName("arguments")
    @WithConverter(Arguments.class)
    Optional<List<String>> argumentsText();

    /**
     * The variables whose value is in a Kubernetes Secret, written as `name-of-the-secret/key`. In the container they
     * replace variables of `environment`. A variable whose name promises a secret reaches a container only in this way.
     */
    @ConfigDocMapKey("variable")
    Map<String, String> secrets();

    /**
     * Resources.
     */
    Resources resources();

    /** When the image is pulled. */
    enum PullPolicy {
        ALWAYS,
        IF_NOT_PRESENT,
        NEVER
    }

    /** What the container may use of the node. */
    interface Resources {

        /**
         * The resources that are reserved for the container, for example `cpu` with `250m`, or `memory` with `64Mi`.
         */
        @ConfigDocMapKey("resource")
        Map<String, String> requests();

        /**
         * The maximum resources that the container may use.
         */
        @ConfigDocMapKey("resource")
        Map<String, String> limits();
    }
}
