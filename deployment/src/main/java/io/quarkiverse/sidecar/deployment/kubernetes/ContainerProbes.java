package io.quarkiverse.sidecar.deployment.kubernetes;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.quarkiverse.sidecar.runtime.config.Arguments;
import io.quarkiverse.sidecar.runtime.config.HealthConfig;

/** The probes of a sidecar's container, by the same keys that the extension asks by. Pure. */
final class ContainerProbes {

    /** While it starts it is asked often: what comes after it in the pod waits for the answer. */
    private static final int STARTUP_PERIOD = 1;

    private final PodSidecar sidecar;
    private final HealthConfig health;

    ContainerProbes(PodSidecar sidecar) {
        this.sidecar = sidecar;
        this.health = sidecar.config().health();
    }

    /** Whether there is anything to ask. */
    boolean any() {
        return overNetwork() || health.command().isPresent();
    }

    /** Whether the kubelet comes over the network, to the address of the pod. */
    boolean overNetwork() {
        return health.path().isPresent() || health.command().isEmpty() && sidecar.probedPort().isPresent();
    }

    /**
     * The application's container is not started before it has passed, and the sidecar's is restarted when it has not within
     * {@code ready.timeout}. Nothing waits for a sidecar that is not required.
     */
    Optional<Probe> startup() {
        return Optional.of(action().withPeriodSeconds(STARTUP_PERIOD)
                .withFailureThreshold(seconds(sidecar.config().ready().timeout())).build())
                .filter(probe -> sidecar.config().required());
    }

    /** Begins when the startup probe has passed; where there is none it leaves the sidecar the same time. */
    Probe liveness() {
        ProbeBuilder probe = polled();
        return sidecar.config().required() ? probe.build()
                : probe.withInitialDelaySeconds(seconds(sidecar.config().ready().timeout())).build();
    }

    /** The pod is ready only when all its containers are. */
    Optional<Probe> readiness() {
        return Optional.of(polled().build()).filter(probe -> sidecar.config().required());
    }

    private ProbeBuilder polled() {
        return action().withPeriodSeconds(seconds(health.interval())).withFailureThreshold(health.failureThreshold());
    }

    private ProbeBuilder action() {
        ProbeBuilder probe = new ProbeBuilder().withTimeoutSeconds(seconds(health.timeout()));
        if (health.path().isPresent()) {
            List<HTTPHeader> headers = new TreeMap<>(health.headers()).entrySet().stream()
                    .map(header -> new HTTPHeader(header.getKey(), header.getValue())).toList();
            return probe.withNewHttpGet().withPath(health.path().get())
                    .withNewPort(sidecar.probedPort().orElseThrow()).withScheme(health.scheme().name())
                    .withHttpHeaders(headers).endHttpGet();
        }
        if (health.command().isPresent()) {
            return probe.withNewExec().withCommand(Arguments.of(health).stream().map(sidecar::withPort).toList())
                    .endExec();
        }
        return probe.withNewTcpSocket().withNewPort(sidecar.probedPort().orElseThrow()).endTcpSocket();
    }

    /** Kubernetes counts whole seconds, from 1 on. */
    static int seconds(Duration duration) {
        long whole = duration.toSeconds() + (duration.toNanosPart() > 0 ? 1 : 0);
        return (int) Math.max(1, Math.min(whole, Integer.MAX_VALUE));
    }
}
