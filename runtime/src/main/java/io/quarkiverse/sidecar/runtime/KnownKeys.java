package io.quarkiverse.sidecar.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.smallrye.config.ConfigMappingInterface;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.NameIterator;

/** The keys under {@code quarkus.sidecar}, read off the interfaces that declare them. A star stands for a name of one's own. */
final class KnownKeys {

    static final String PREFIX = "quarkus.sidecar.";

    static final String ANY = "*";
    private static final Map<String, ValueKind> KINDS = kinds(SidecarsConfig.class, SidecarsBuildTimeConfig.class,
            SidecarContainersConfig.class);

    private KnownKeys() {
    }

    /** What the value of that property must be; empty when there is no such key. */
    static Optional<ValueKind> kind(String property) {
        List<String> segments = segments(property);
        return patterns(segments).map(KINDS::get).filter(kind -> kind != null).findFirst();
    }

    /** The names of the sidecars that those properties speak of. */
    static Set<String> sidecars(Collection<String> properties) {
        return properties.stream().filter(name -> name.startsWith(PREFIX)).map(KnownKeys::segments)
                .filter(segments -> !segments.isEmpty()).map(segments -> segments.get(0))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The keys that are no sidecar's. */
    static List<String> globals() {
        return KINDS.keySet().stream().filter(pattern -> !pattern.startsWith(ANY)).toList();
    }

    /**
     * The keys of a sidecar.
     *
     * @param own what stands for the names that are one's own, as those of variables
     */
    static Set<String> ofSidecar(String own) {
        return KINDS.keySet().stream().filter(pattern -> pattern.startsWith(ANY)).map(pattern -> pattern.substring(2))
                .map(key -> key.endsWith(ANY) ? key.substring(0, key.length() - 1) + own : key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every property that can be set of those sidecars and of all, but for names that are one's own. */
    static Set<String> allOf(Set<String> sidecars) {
        Set<String> properties = new TreeSet<>();
        globals().forEach(key -> properties.add(PREFIX + key));
        ofSidecar(ANY).stream().filter(key -> !key.endsWith(ANY)).forEach(key -> sidecars.forEach(name -> {
            properties.add(Keys.of(name, key));
            properties.add(PREFIX + '"' + name + "\"." + key);
        }));
        return properties;
    }

    private static Stream<String> patterns(List<String> segments) {
        if (segments.size() < 2) {
            return Stream.of(String.join(".", segments));
        }
        String key = String.join(".", segments.subList(1, segments.size()));
        String group = String.join(".", segments.subList(1, segments.size() - 1));
        return Stream.of(String.join(".", segments), ANY + "." + key, ANY + "." + group + "." + ANY);
    }

    /** Those after {@link #PREFIX}; an element of a list counts as the list. */
    static List<String> segments(String property) {
        List<String> segments = new ArrayList<>();
        NameIterator names = new NameIterator(property.replaceFirst("\\[\\d+]$", ""), PREFIX.length() - 1);
        while (names.hasNext()) {
            segments.add(names.getNextSegment());
            names.next();
        }
        return segments;
    }

    private static Map<String, ValueKind> kinds(Class<?>... roots) {
        Map<String, ValueKind> kinds = new TreeMap<>();
        for (Class<?> root : roots) {
            Map<String, Property> properties = ConfigMappingInterface
                    .getProperties(ConfigMappingInterface.getConfigurationInterface(root)).get(root).get("");
            properties.forEach((name, property) -> {
                if (!name.endsWith("[*]")) {
                    kinds.put(name, new ValueKind(type(property),
                            properties.containsKey(name + "[*]"), standard(property)));
                }
            });
        }
        return kinds;
    }

    private static Class<?> type(Property property) {
        if (property.isPrimitive()) {
            return property.asPrimitive().getBoxType();
        }
        Class<?> type = property.isMap() ? property.asMap().getValueProperty().asLeaf().getValueRawType()
                : property.asLeaf().getValueRawType();
        return type == OptionalInt.class ? Integer.class : type;
    }

    private static Optional<String> standard(Property property) {
        return property.hasDefaultValue() ? Optional.of(property.getDefaultValue()) : Optional.empty();
    }
}
