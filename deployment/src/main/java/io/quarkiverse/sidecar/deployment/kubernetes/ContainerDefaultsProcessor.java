package io.quarkiverse.sidecar.deployment.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.sidecar.runtime.config.ContainerDefaultsConfigBuilder;
import io.quarkus.deployment.IsProduction;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.RunTimeConfigBuilderBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.smallrye.config.SmallRyeConfig;

/**
 * Writes down the properties that a manifest sets; also without the Kubernetes extension, since a manifest can be written by
 * hand.
 */
class ContainerDefaultsProcessor {

    @BuildStep(onlyIf = IsProduction.class)
    void write(BuildProducer<GeneratedResourceBuildItem> resources, BuildProducer<NativeImageResourceBuildItem> nativeImage,
            BuildProducer<RunTimeConfigBuilderBuildItem> readers) {
        BuildTimeConfiguration settings = BuildTimeConfiguration.of(ConfigProvider.getConfig().unwrap(SmallRyeConfig.class));
        Map<String, String> keys = ApplicationEnvironment.known(settings.values().keySet());
        if (keys.isEmpty()) {
            return;
        }
        resources.produce(new GeneratedResourceBuildItem(ContainerDefaultsConfigBuilder.RESOURCE,
                text(keys).getBytes(StandardCharsets.ISO_8859_1)));
        nativeImage.produce(new NativeImageResourceBuildItem(ContainerDefaultsConfigBuilder.RESOURCE));
        readers.produce(new RunTimeConfigBuilderBuildItem(ContainerDefaultsConfigBuilder.class));
    }

    /** In the form of a file of properties, without the date that {@code Properties} would write: builds are reproducible. */
    private static String text(Map<String, String> keys) {
        return keys.entrySet().stream().map(key -> escaped(key.getKey()) + "=" + key.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String escaped(String key) {
        return key.chars().mapToObj(c -> c > ' ' && c < 127 && "\\:=#!".indexOf(c) < 0 ? Character.toString(c)
                : "\\u%04x".formatted(c)).collect(Collectors.joining());
    }
}
