package io.quarkiverse.sidecar.it.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * A packaged application and its manifests.
 *
 * @param jar what {@code java -jar} runs
 * @param log what the extension said during the build
 */
record Built(Path jar, Path manifests, List<String> log) {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    String text(String target) {
        try {
            return Files.readString(manifests.resolve(target + ".yml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The application's resource of that kind, as the typed model reads it. */
    <T extends HasMetadata> T resource(String target, Class<T> type) {
        return resources(target, type).get("shop");
    }

    /** All of that kind, by name. */
    <T extends HasMetadata> Map<String, T> resources(String target, Class<T> type) {
        return Arrays.stream(text(target).split("(?m)^---$")).filter(part -> !part.isBlank())
                .map(part -> (Object) YAML.unmarshal(part))
                .filter(type::isInstance).map(type::cast)
                .collect(Collectors.toMap(resource -> resource.getMetadata().getName(), resource -> resource));
    }
}
