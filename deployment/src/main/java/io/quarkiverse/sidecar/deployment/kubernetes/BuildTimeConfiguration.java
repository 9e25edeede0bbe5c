package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkiverse.sidecar.runtime.config.ContainersBuildTimeConfig;
import io.quarkiverse.sidecar.runtime.config.KeyCatalog;
import io.quarkiverse.sidecar.runtime.config.ReadableValues;
import io.quarkiverse.sidecar.runtime.config.SidecarsRuntimeConfig;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * The configuration under {@code quarkus.sidecar}, that of run time too, as far as it is known when the application is built.
 *
 * @param values by property
 * @param raw what stands there, where that refers to other properties or to the environment
 * @param unresolved the properties that refer to what nothing gives a value to
 */
record BuildTimeConfiguration(Map<String, String> values, Map<String, String> raw, Set<String> unresolved) {

    /** Values that cannot be read are left out; they are reported elsewhere. */
    static BuildTimeConfiguration of(SmallRyeConfig settings) {
        BuildTimeConfiguration all = new BuildTimeConfiguration(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
        KeyCatalog keys = KeyCatalog.declared();
        settings.getPropertyNames().forEach(property -> {
            if (property.startsWith(ConfigKeys.PREFIX)) {
                all.add(property, settings.getConfigValue(property), keys);
            }
        });
        return all;
    }

    private void add(String property, ConfigValue value, KeyCatalog keys) {
        if (value.getRawValue() != null && value.getRawValue().contains("${")) {
            raw.put(property, value.getRawValue());
        }
        if (value.hasProblems()) {
            unresolved.add(property);
        } else if (value.getValue() != null && ReadableValues.problem(keys, property, value).isEmpty()) {
            values.put(property, value.getValue());
        }
    }

    SidecarsRuntimeConfig sidecars() {
        return mapped(SidecarsRuntimeConfig.class);
    }

    ContainersBuildTimeConfig containers() {
        return mapped(ContainersBuildTimeConfig.class);
    }

    /** Of what has nothing but an image there is no other key. */
    private <T> T mapped(Class<T> type) {
        Map<String, String> all = new TreeMap<>(ApplicationEnvironment.known(values.keySet()));
        all.putAll(values);
        return new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(type).withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(all, "build", 100)).build()
                .getConfigMapping(type);
    }
}
