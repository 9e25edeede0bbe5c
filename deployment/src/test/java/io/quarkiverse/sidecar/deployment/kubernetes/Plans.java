package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.HashMap;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Plans of pods, from properties as people write them. */
final class Plans {

    private Plans() {
    }

    /** @param properties each as {@code key=value}, without {@code quarkus.sidecar.} */
    static PodPlan of(String... properties) {
        Map<String, String> all = new HashMap<>();
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            all.put("quarkus.sidecar." + parts[0], parts[1]);
        }
        return PodPlan.of(BuildTimeConfiguration.of(new SmallRyeConfigBuilder().addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(all, "test", 100)).build()));
    }

    /** The container {@code web}, on port 4820. */
    static PodSidecar web(String... properties) {
        String[] all = new String[properties.length + 2];
        all[0] = "web.container.image=acme/web:1";
        all[1] = "web.port=4820";
        System.arraycopy(properties, 0, all, 2, properties.length);
        return of(all).containers().get(0);
    }
}
