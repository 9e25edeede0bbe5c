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
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.runtime.config.ConfigKeys.SidecarKey;
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

    /** The type of the value of that property; empty when there is no such key. */
    public Optional<ValueType> find(String property) {
        if (!property.startsWith(ConfigKeys.PREFIX)) {
            return Optional.empty();
        }
        ValueType global = types.get(property.substring(ConfigKeys.PREFIX.length()));
        return global != null ? Optional.of(global)
                : ConfigKeys.parse(property).filter(it -> !it.sidecar().endsWith("]")).map(SidecarKey::key)
                        .map(this::ofSidecar);
    }

    private ValueType ofSidecar(String key) {
        ValueType exact = types.get(SIDECAR + key);
        if (exact == null && key.endsWith("]")) {
            ValueType list = types.get(SIDECAR + StringUtil.unindexed(key));
            return list != null && list.list() ? list : null;
        }
        return exact != null ? exact : ofMap(key);
    }

    /** The name in a map is one segment; quotes elsewhere make a key that is never read. */
    private ValueType ofMap(String key) {
        return types.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(SIDECAR) && entry.getKey().endsWith(".*"))
                .filter(entry -> {
                    String map = entry.getKey().substring(SIDECAR.length(), entry.getKey().length() - 1);
                    return key.startsWith(map) && key.substring(map.length()).matches("\"[^\"]*\"|[^\".]+");
                }).map(Map.Entry::getValue).findFirst().orElse(null);
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
