/**
 * What the sidecars become in a pod: native sidecar containers, and the environment by which the application knows of them.
 * <p>
 * Reads the configuration as the build sees it, and decides everything from that alone; only {@code PodDecorator} touches a
 * manifest. Nothing here is loaded in an application without the Kubernetes extension but the processor.
 */
package io.quarkiverse.sidecar.deployment.kubernetes;
