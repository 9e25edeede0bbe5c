package io.quarkiverse.sidecar.runtime.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.smallrye.config.NameIterator;

/** The keys under {@code quarkus.sidecar}. A star stands for a name of one's own. */
public final class ConfigKeyCatalog {

    public static final String PREFIX = "quarkus.sidecar.";

    public static final String ANY = "*";

    private static final Pattern ELEMENT = Pattern.compile("\\[\\d+]$");
    private static final Map<String, ConfigValueType> KINDS = KeyTable.read();

    private ConfigKeyCatalog() {
    }

    /** What the value of that property must be; empty when there is no such key. */
    public static Optional<ConfigValueType> kind(String property) {
        List<String> segments = segments(property);
        int last = segments.size() - 1;
        if (last > 0 && isElement(segments.get(0))) {
            return Optional.empty();
        }
        String whole = String.join(".", segments);
        // A global key with quotes in it is never read.
        ConfigValueType kind = property.indexOf('"') < 0 ? KINDS.get(whole) : null;
        if (kind == null && last > 0) {
            kind = ofSidecar(property, segments.subList(1, last + 1), "");
        }
        if (kind == null && last > 0) {
            kind = ofSidecar(property, segments.subList(1, last), "." + ANY);
        }
        // An element of a key that is no list is never read.
        return Optional.ofNullable(kind).filter(it -> it.list() || !property.endsWith("]"));
    }

    /** Quotes around a segment that is no free name make it a key that is never read. */
    private static ConfigValueType ofSidecar(String property, List<String> segments, String own) {
        String key = "." + String.join(".", segments);
        return property.contains(key) ? KINDS.get(ANY + key + own) : null;
    }

    /** True for an element of a list. A sidecar's name that is written like that is never read, with quotes or without. */
    public static boolean isElement(String segment) {
        return segment.endsWith("]") && ELEMENT.matcher(segment).find();
    }

    /** The names of the sidecars that those properties speak of. */
    public static Set<String> sidecars(Collection<String> properties) {
        return properties.stream().filter(name -> name.startsWith(PREFIX)).map(ConfigKeyCatalog::segments)
                .filter(segments -> !segments.isEmpty()).map(segments -> segments.get(0))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The keys that are no sidecar's. */
    public static List<String> globals() {
        return KINDS.keySet().stream().filter(pattern -> !pattern.startsWith(ANY)).toList();
    }

    /**
     * The keys of a sidecar.
     *
     * @param own what stands for the names that are one's own, as those of variables
     */
    public static Set<String> ofSidecar(String own) {
        return KINDS.keySet().stream().filter(pattern -> pattern.startsWith(ANY)).map(pattern -> pattern.substring(2))
                .map(key -> key.endsWith(ANY) ? key.substring(0, key.length() - 1) + own : key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every property that can be set of those sidecars and of all, but for names that are one's own. */
    public static Set<String> allOf(Set<String> sidecars) {
        Set<String> properties = new TreeSet<>();
        globals().forEach(key -> properties.add(PREFIX + key));
        ofSidecar(ANY).stream().filter(key -> !key.endsWith(ANY)).forEach(key -> sidecars.forEach(name -> {
            properties.add(ConfigKeys.of(name, key));
            properties.add(PREFIX + '"' + name + "\"." + key);
        }));
        return properties;
    }

    /** Those after {@link #PREFIX}; an element of a list counts as the list. */
    public static List<String> segments(String property) {
        List<String> segments = new ArrayList<>();
        String whole = property.endsWith("]") ? ELEMENT.matcher(property).replaceFirst("") : property;
        NameIterator names = new NameIterator(whole, PREFIX.length() - 1);
        while (names.hasNext()) {
            segments.add(names.getNextSegment());
            names.next();
        }
        return segments;
    }
}
