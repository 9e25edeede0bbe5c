package io.quarkiverse.sidecar.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.Probe;

class ContainerProbesTest {

    @Test
    void askForThePathAsTheExtensionDoes() {
        ContainerProbes probes = new ContainerProbes(Plans.web("web.health.path=/ok?deep=1", "web.health.port=4821",
                "web.health.scheme=https", "web.health.headers.Host=web.local", "web.health.interval=2500ms",
                "web.health.timeout=300ms", "web.health.failure-threshold=7"));
        Probe liveness = probes.liveness();
        assertThat(liveness.getHttpGet().getPath()).isEqualTo("/ok?deep=1");
        assertThat(liveness.getHttpGet().getPort().getIntVal()).isEqualTo(4821);
        assertThat(liveness.getHttpGet().getScheme()).isEqualTo("HTTPS");
        assertThat(liveness.getHttpGet().getHost()).as("the kubelet knows the address of the pod").isNull();
        assertThat(liveness.getHttpGet().getHttpHeaders()).containsExactly(new HTTPHeader("Host", "web.local"));
        assertThat(liveness.getPeriodSeconds()).isEqualTo(3);
        assertThat(liveness.getTimeoutSeconds()).isEqualTo(1);
        assertThat(liveness.getFailureThreshold()).isEqualTo(7);
        assertThat(probes.readiness()).contains(liveness);
    }

    @Test
    void leaveItTheTimeToBecomeReady() {
        Probe startup = new ContainerProbes(Plans.web("web.ready.timeout=90500ms")).startup().orElseThrow();
        assertThat(startup.getPeriodSeconds() * startup.getFailureThreshold()).isEqualTo(91);
    }

    @Test
    void runTheCommandInsideOfTheContainer() {
        ContainerProbes probes = new ContainerProbes(Plans.web("web.health.command=ask,--port={port},$(NOT_EXPANDED)"));
        assertThat(probes.liveness().getExec().getCommand()).containsExactly("ask", "--port=4820", "$(NOT_EXPANDED)");
        assertThat(probes.overNetwork()).isFalse();
    }

    @Test
    void connectToThePortWhenThereIsNothingElse() {
        ContainerProbes probes = new ContainerProbes(Plans.web());
        assertThat(probes.liveness().getTcpSocket().getPort().getIntVal()).isEqualTo(4820);
        assertThat(probes.overNetwork()).isTrue();
    }

    @Test
    void areNoneWithoutAPort() {
        List<PodSidecar> sidecars = Plans.of("web.container.image=acme/web:1").containers();
        assertThat(new ContainerProbes(sidecars.get(0)).any()).isFalse();
    }

    @Test
    void keepNobodyWaitingForWhatIsNotRequired() {
        ContainerProbes probes = new ContainerProbes(Plans.web("web.required=false", "web.ready.timeout=20s"));
        assertThat(probes.startup()).isEmpty();
        assertThat(probes.readiness()).isEmpty();
        assertThat(probes.liveness().getInitialDelaySeconds()).isEqualTo(20);
    }
}
