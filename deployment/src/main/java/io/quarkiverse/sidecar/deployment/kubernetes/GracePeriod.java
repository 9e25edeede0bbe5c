package io.quarkiverse.sidecar.deployment.kubernetes;

import java.time.Duration;

import io.quarkiverse.sidecar.runtime.config.SidecarConfig;
import io.quarkiverse.sidecar.runtime.config.SidecarConfig.Mode;

/** How long the end of the pod may take before the kubelet kills all of it. Pure. */
final class GracePeriod {

    /** What Kubernetes gives where nothing is said. */
    private static final Duration LEAST = Duration.ofSeconds(30);

    /** What comes around the stops, as in {@code shutdown-timeout}. */
    private static final Duration AROUND = Duration.ofSeconds(2);

    private GracePeriod() {
    }

    /**
     * What the application's own requests take; then the stops of its children, along the longest chain of those that depend
     * on one another, or {@code shutdown-timeout}; then the containers beside it, which the kubelet ends one after the other
     * when the application's has ended.
     *
     * @param ofRequests {@code quarkus.shutdown.delay} and {@code quarkus.shutdown.timeout}
     */
    static long seconds(PodPlan plan, Duration ofRequests) {
        Duration children = plan.settings().sidecars().shutdownTimeout()
                .orElseGet(() -> plan.graph().longestChain(name -> stop(plan.children().get(name))).plus(AROUND));
        Duration all = plan.containers().stream().map(sidecar -> sidecar.config().stop().timeout())
                .reduce(ofRequests.plus(children), Duration::plus);
        Duration enough = all.compareTo(LEAST) < 0 ? LEAST : all;
        return enough.toSeconds() + (enough.toNanosPart() > 0 ? 1 : 0);
    }

    /** Nothing for those that become containers. */
    private static Duration stop(SidecarConfig child) {
        return child == null || child.mode() == Mode.EXTERNAL ? Duration.ZERO : child.stop().timeout();
    }
}
