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
     * The image that holds the sidecar. With an image it becomes a native sidecar container in the manifests that the
     * Kubernetes extension generates, an init container with `restartPolicy: Always`, and in the pod the application only
     * watches it, in mode `external`. Without one it stays a child process of the application.
     */
    Optional<String> image();

    /**
     * When the image is pulled: `always`, `if-not-present` or `never`. By default Kubernetes decides by the image's tag.
     */
    Optional<PullPolicy> imagePullPolicy();

    /**
     * The program that the container runs, with its arguments, in the place of the image's entry point. `command` is
     * not it: that is what is launched where there is no container. `{port}` stands for the port, and, as Kubernetes has
     * it, `$(VARIABLE)` for a variable of the container.
     */
    Optional<List<@WithConverter(Converters.Verbatim.class) String>> command();

    /** The same where it is one text. */
    @ConfigDocIgnore
    @WithName("command")
    @WithConverter(Arguments.class)
    Optional<List<String>> commandText();

    /**
     * The arguments of the image's entry point, or of `container.command`, in the place of the image's own. `{port}` and
     * `$(VARIABLE)` as there.
     */
    Optional<List<@WithConverter(Converters.Verbatim.class) String>> arguments();

    /** The same where it is one text. */
    @ConfigDocIgnore
    @WithName("arguments")
    @WithConverter(Arguments.class)
    Optional<List<String>> argumentsText();

    /**
     * Variables whose value is in a Kubernetes Secret, written `name-of-the-secret/key`. In the container they take the place
     * of the sidecar's `environment`. A variable whose name promises a secret gets into a container only so.
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
         * What is set aside for the container, by resource: for example `cpu` and `250m`, or `memory` and `64Mi`.
         */
        @ConfigDocMapKey("resource")
        Map<String, String> requests();

        /**
         * What the container cannot get beyond, by resource.
         */
        @ConfigDocMapKey("resource")
        Map<String, String> limits();
    }
}
