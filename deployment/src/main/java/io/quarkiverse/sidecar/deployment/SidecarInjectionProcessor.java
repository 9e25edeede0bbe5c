package io.quarkiverse.sidecar.deployment;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.processor.InjectionPointInfo;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.smallrye.common.annotation.Identifier;

/** Finds the sidecars that the application injects by name. */
class SidecarInjectionProcessor {

    private static final DotName SIDECAR = DotName.createSimple(Sidecar.class);
    private static final DotName IDENTIFIER = DotName.createSimple(Identifier.class);

    @BuildStep
    void find(BeanDiscoveryFinishedBuildItem beans, BuildProducer<InjectedSidecarBuildItem> injected) {
        for (InjectionPointInfo point : beans.getInjectionPoints()) {
            AnnotationInstance identifier = point.getRequiredQualifier(IDENTIFIER);
            if (identifier != null && SIDECAR.equals(point.getRequiredType().name())) {
                injected.produce(new InjectedSidecarBuildItem(identifier.value().asString(), point.getTargetInfo()));
            }
        }
    }
}
