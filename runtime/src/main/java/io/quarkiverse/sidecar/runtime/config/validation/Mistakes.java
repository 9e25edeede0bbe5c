package io.quarkiverse.sidecar.runtime.config.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkiverse.sidecar.runtime.config.ReadableValues;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;

/** Collects the mistakes of a configuration, each in one sentence that begins with the key. */
record Mistakes(SmallRyeConfig settings, List<String> sentences) {

    Mistakes(SmallRyeConfig settings) {
        this(settings, new ArrayList<>());
    }

    void add(String sentence) {
        sentences.add(sentence);
    }

    void add(String sidecar, String key, Object value, String remedy) {
        sentences.add("%s is %s: %s".formatted(key(sidecar, key), value, remedy));
    }

    /** As the configuration writes it, with the environment variable that sets it, if one does. */
    String key(String sidecar, String key) {
        return Stream.of(ConfigKeys.of(sidecar, key), ConfigKeys.PREFIX + '"' + sidecar + "\"." + key).flatMap(property -> {
            ConfigValue value = settings.getConfigValue(property);
            return value.getValue() == null ? Stream.empty() : Stream.of(ReadableValues.origin(property, value));
        }).findFirst().orElseGet(() -> ConfigKeys.of(sidecar, key));
    }
}
