package io.quarkiverse.sidecar.runtime.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.quarkus.runtime.configuration.NameIterator;
import io.smallrye.config.common.utils.StringUtil;

/** How the key of a sidecar is written: as a property, and as an environment variable. */
public final class ConfigKeys {

    public static final String PREFIX = "quarkus.sidecar.";

    /** First segments of the keys that are no sidecar's. As names of sidecars they could not be told from those keys. */
    public static final Set<String> RESERVED = Set.of("enabled", "state-directory", "shutdown-timeout", "health", "metrics",
            "endpoint", "application-id");

    private ConfigKeys() {
    }

    /**
     * A property of one sidecar.
     *
     * @param sidecar its name, without quotes
     * @param key what follows the name, as it is written
     */
    public record SidecarKey(String sidecar, String key) {

        /** Without quotes; an element of a list counts as the list. */
        public String plain() {
            return StringUtil.unindexed(key).replace("\"", "");
        }
    }

    /** For example {@code quarkus.sidecar.agent-monitor.port}; a name with dots is quoted. */
    public static String of(String sidecar, String key) {
        boolean plain = sidecar.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
        return PREFIX + (plain ? sidecar : '"' + sidecar + '"') + "." + key;
    }

    /** Empty for a property that has no name of a sidecar, or nothing after it. */
    public static Optional<SidecarKey> parse(String property) {
        if (!property.startsWith(PREFIX)) {
            return Optional.empty();
        }
        NameIterator segments = new NameIterator(property, PREFIX.length() - 1);
        if (!segments.hasNext()) {
            return Optional.empty();
        }
        String sidecar = segments.getNextSegment();
        segments.next();
        return segments.hasNext()
                ? Optional.of(new SidecarKey(sidecar, property.substring(segments.getPosition() + 1)))
                : Optional.empty();
    }

    /** The names of the sidecars that those properties speak of. */
    public static Set<String> sidecars(Iterable<String> properties) {
        Set<String> names = new TreeSet<>();
        properties.forEach(property -> parse(property).map(SidecarKey::sidecar).filter(name -> !RESERVED.contains(name))
                .ifPresent(names::add));
        return names;
    }

    /** The environment variable that sets a property, by the rules of MicroProfile Config. */
    public static String variable(String property) {
        return StringUtil.replaceNonAlphanumericByUnderscores(property).toUpperCase(Locale.ROOT);
    }
}
