package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;

/** The variables of a sidecar's container: those that it would be launched with, but nothing that a secret's name promises. */
final class ContainerEnvironment {

    private ContainerEnvironment() {
    }

    static List<EnvVar> of(PodSidecar sidecar) {
        Map<String, EnvVar> variables = new TreeMap<>();
        sidecar.config().port().ifPresent(port -> variables.put("PORT", value("PORT", Integer.toString(port))));
        sidecar.config().environment().forEach((name, text) -> {
            if (!SecretDetector.mustBeKept(name, text)) {
                variables.put(name, value(name, sidecar.withPort(text)));
            }
        });
        variables.put("SIDECAR_NAME", value("SIDECAR_NAME", sidecar.name()));
        sidecar.container().secrets().forEach((name, place) -> variables.put(name, secret(name, SecretKeyReference.of(place))));
        return List.copyOf(variables.values());
    }

    private static EnvVar value(String name, String text) {
        return new EnvVarBuilder().withName(name).withValue(ContainerValueEscaper.literal(text)).build();
    }

    private static EnvVar secret(String name, SecretKeyReference place) {
        return new EnvVarBuilder().withName(name).withNewValueFrom()
                .withNewSecretKeyRef(place.key(), place.secret(), null).endValueFrom().build();
    }
}
