package io.quarkiverse.sidecar.it.samples;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import io.quarkiverse.sidecar.runtime.config.ContainersBuildTimeConfig;
import io.quarkiverse.sidecar.runtime.config.SidecarsBuildTimeConfig;
import io.quarkiverse.sidecar.runtime.config.SidecarsRuntimeConfig;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Reads a piece of configuration as the extension does, but for the expressions in it. */
final class SampleKeys {

    private SampleKeys() {
    }

    /** What is wrong with a text in the form of application.properties: keys that do not exist, and values of another kind. */
    static List<String> problems(String text) {
        Map<String, String> keys = sidecarKeys(text);
        List<String> problems = new ArrayList<>();
        try {
            new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(SidecarsRuntimeConfig.class)
                    .withMapping(SidecarsBuildTimeConfig.class).withMapping(ContainersBuildTimeConfig.class)
                    .withSources(new PropertiesConfigSource(keys, "sample", 100)).build();
        } catch (ConfigValidationException mistakes) {
            for (int i = 0; i < mistakes.getProblemCount(); i++) {
                problems.add(mistakes.getProblem(i).getMessage());
            }
        }
        return problems;
    }

    /** Without the profile in front. */
    private static Map<String, String> sidecarKeys(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> keys = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> {
            String key = name.replaceFirst("^%[\\w,]+\\.", "");
            if (key.startsWith("quarkus.sidecar.")) {
                keys.put(key, properties.getProperty(name));
            }
        });
        return keys;
    }
}
