package io.quarkiverse.sidecar.deployment.kubernetes;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.config.validation.ConfigurationProblems;
import io.quarkus.deployment.IsProduction;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.kubernetes.spi.DecoratorBuildItem;
import io.quarkus.kubernetes.spi.KubernetesDeploymentTargetBuildItem;
import io.quarkus.kubernetes.spi.KubernetesPortBuildItem;
import io.quarkus.kubernetes.spi.KubernetesResourceMetadataBuildItem;
import io.smallrye.config.SmallRyeConfig;

/**
 * Puts the sidecars into the manifests that the Kubernetes extension generates. In an application without that nobody asks for
 * what this step produces, and it is left out of the build.
 */
class SidecarKubernetesProcessor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.sidecar");

    @BuildStep(onlyIf = IsProduction.class)
    void decorate(List<KubernetesResourceMetadataBuildItem> resources, List<KubernetesDeploymentTargetBuildItem> targets,
            List<KubernetesPortBuildItem> ports, BuildProducer<DecoratorBuildItem> decorators) {
        SmallRyeConfig settings = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        PodPlan plan = PodPlan.of(BuildTimeConfiguration.of(settings));
        List<String> problems = PodValidator.problems(plan, appPorts(ports));
        if (!problems.isEmpty()) {
            throw ConfigurationProblems.exception(problems);
        }
        if (plan.isEmpty()) {
            return;
        }
        PodValidator.warnings(plan).forEach(LOG::warn);
        if (!plan.containers().isEmpty() && targets.stream().anyMatch(
                target -> target.isEnabled() && target.getName().equals("knative"))) {
            LOG.warnf(
                    "A revision of Knative cannot hold native sidecar containers: in its manifest the sidecars %s stay children"
                            + " of the application, whose image must hold them",
                    plan.containers().stream().map(PodSidecar::name)
                            .toList());
        }
        Set<String> applications = resources.stream().map(KubernetesResourceMetadataBuildItem::getName)
                .collect(Collectors.toSet());
        decorators.produce(new DecoratorBuildItem(
                new PodDecorator(applications, PodCustomizer.of(plan, GracePeriod.seconds(plan, ofRequests(settings))))));
    }

    private static Map<Integer, String> appPorts(List<KubernetesPortBuildItem> ports) {
        Map<Integer, String> byPort = new TreeMap<>();
        ports.stream().filter(KubernetesPortBuildItem::isEnabled).forEach(port -> byPort.put(port.getPort(), port.getName()));
        return byPort;
    }

    private static Duration ofRequests(SmallRyeConfig settings) {
        return Stream.of("quarkus.shutdown.delay", "quarkus.shutdown.timeout")
                .map(key -> settings.getOptionalValue(key, Duration.class).orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
