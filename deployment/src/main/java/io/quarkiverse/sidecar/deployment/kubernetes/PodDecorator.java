package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.Set;

import org.jboss.logging.Logger;

import io.dekorate.kubernetes.decorator.ApplicationContainerDecorator;
import io.dekorate.kubernetes.decorator.Decorator;
import io.dekorate.kubernetes.decorator.NamedResourceDecorator;
import io.dekorate.kubernetes.decorator.ResourceProvidingDecorator;
import io.fabric8.kubernetes.api.builder.TypedVisitor;
import io.fabric8.kubernetes.api.builder.VisitableBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;

/** Puts the sidecars into the pod of the application, whatever kind of resource the pod is declared by. */
final class PodDecorator extends Decorator<VisitableBuilder> {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.sidecar");

    private final Set<String> applications;
    private final PodCustomizer changes;

    /** @param applications the names of the application's resources; a pod of another resource is left alone */
    PodDecorator(Set<String> applications, PodCustomizer changes) {
        this.applications = applications;
        this.changes = changes;
    }

    @Override
    public void visit(VisitableBuilder builder) {
        if (builder.build() instanceof HasMetadata resource && applications.contains(resource.getMetadata().getName())) {
            builder.accept(new TypedVisitor<PodSpecBuilder>() {
                @Override
                public void visit(PodSpecBuilder pod) {
                    changes.apply(pod, resource.getKind(), resource.getMetadata().getName()).forEach(LOG::warn);
                }
            });
        }
    }

    /** After all that others do to the pod: only then can be seen what is there already. */
    @Override
    public Class<? extends Decorator>[] after() {
        return new Class[] { ResourceProvidingDecorator.class, NamedResourceDecorator.class,
                ApplicationContainerDecorator.class };
    }
}
