package io.quarkiverse.sidecar.runtime.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.common.utils.StringUtil;

/**
 * All keys that the configuration interfaces declare, with the types of their values. Reading the interfaces would slow down
 * the
 * start of an application, so the build records the result.
 */
public final class KeyCatalog {

    /** Where the build records the keys. */
    public static final String RESOURCE = "META-INF/quarkus-sidecar/config-keys.txt";

    private static final String SIDECAR = "*.";

    private static final Pattern OWN_NAME = Pattern.compile("(?<=\\.)(\"[^\"]*\"|[^\".]+)$");

    private final Map<String, ValueType> types;

    private KeyCatalog(Map<String, ValueType> types) {
        this.types = types;
    }

    /** As the build recorded it; without a build, as the interfaces declare it. */
    public static KeyCatalog load() {
        InputStream recorded = Thread.currentThread().getContextClassLoader().getResourceAsStream(RESOURCE);
        if (recorded == null) {
            return declared();
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(recorded, StandardCharsets.UTF_8))) {
            return new KeyCatalog(lines.lines().map(line -> line.split("="))
                    .collect(Collectors.toMap(line -> line[0], line -> ValueType.parse(line[1]))));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + RESOURCE, e);
        }
    }

    public static KeyCatalog declared() {
        Map<String, ValueType> types = new TreeMap<>();
        Stream.of(SidecarsRuntimeConfig.class, SidecarsBuildTimeConfig.class, ContainersBuildTimeConfig.class).forEach(root -> {
            Map<String, Property> properties = ConfigMappings.getProperties(ConfigClass.configClass(root));
            properties.forEach((name, property) -> {
                if (!name.endsWith("[*]")) {
                    types.put(name.substring(ConfigKeys.PREFIX.length()),
                            ValueType.of(property, properties.containsKey(name + "[*]")));
                }
            });
        });
        return new KeyCatalog(types);
    }

    /** One key and its type on each line, as {@link #load} reads it. */
    public String lines() {
        return new TreeMap<>(types).entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** The type of the value of that property; empty when there is no such key. Quotes around a part of a key hide it. */
    public Optional<ValueType> find(String property) {
        if (!property.startsWith(ConfigKeys.PREFIX)) {
            return Optional.empty();
        }
        ValueType global = types.get(property.substring(ConfigKeys.PREFIX.length()));
        return global != null ? Optional.of(global)
                : ConfigKeys.parse(property).filter(it -> !it.sidecar().endsWith("]")).map(it -> SIDECAR + it.key())
                        .map(key -> key.endsWith("]") ? list(StringUtil.unindexed(key))
                                : types.getOrDefault(key, types.get(OWN_NAME.matcher(key).replaceFirst("*"))));
    }

    private ValueType list(String key) {
        return types.containsKey(key) && types.get(key).list() ? types.get(key) : null;
    }

    /** The keys that are no sidecar's. */
    public Set<String> globals() {
        return types.keySet().stream().filter(key -> !key.startsWith(SIDECAR)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The keys of a sidecar; a star at the end stands for a name of the user's own. */
    public Set<String> ofSidecar() {
        return types.keySet().stream().filter(key -> key.startsWith(SIDECAR)).map(key -> key.substring(SIDECAR.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
