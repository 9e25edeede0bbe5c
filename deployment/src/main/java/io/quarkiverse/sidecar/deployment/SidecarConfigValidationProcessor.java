package io.quarkiverse.sidecar.deployment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.config.KeyCatalog;
import io.quarkiverse.sidecar.runtime.config.ReadableValues;
import io.quarkiverse.sidecar.runtime.config.validation.ConfigurationProblems;
import io.quarkiverse.sidecar.runtime.config.validation.UnknownKeys;
import io.quarkus.deployment.IsProduction;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;

/** Records the keys, and finds the mistakes that the build can see. In dev mode and tests the start follows and reports all. */
class SidecarConfigValidationProcessor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.sidecar");

    @BuildStep
    void recordKeys(BuildProducer<GeneratedResourceBuildItem> resources,
            BuildProducer<NativeImageResourceBuildItem> nativeImage) {
        resources.produce(new GeneratedResourceBuildItem(KeyCatalog.RESOURCE,
                KeyCatalog.declared().lines().getBytes(StandardCharsets.UTF_8)));
        nativeImage.produce(new NativeImageResourceBuildItem(KeyCatalog.RESOURCE));
    }

    /**
     * A key that does not exist now does not exist at run time either. A value that cannot be read may still be replaced by the
     * environment of the start.
     */
    @BuildStep(onlyIf = IsProduction.class)
    @Produce(ServiceStartBuildItem.class)
    void check() {
        SmallRyeConfig settings = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        KeyCatalog keys = KeyCatalog.declared();
        List<String> unknown = new UnknownKeys(keys, settings).problems();
        List<String> problems = new ArrayList<>(unknown);
        UnknownKeys.names(settings).forEach(name -> unreadable(keys, name, settings).ifPresent(problems::add));
        if (!unknown.isEmpty()) {
            throw ConfigurationProblems.exception(problems);
        }
        if (!problems.isEmpty()) {
            LOG.warnf("%s%nUnless it is set otherwise at run time, the application will not start.",
                    ConfigurationProblems.list(problems));
        }
    }

    /** What a value refers to may be there when the application starts. */
    private static Optional<String> unreadable(KeyCatalog keys, String name, SmallRyeConfig settings) {
        try {
            ConfigValue value = settings.getConfigValue(name);
            return value.hasProblems() ? Optional.empty() : ReadableValues.problem(keys, name, value);
        } catch (IllegalArgumentException refersToItself) {
            return Optional.empty();
        }
    }
}
