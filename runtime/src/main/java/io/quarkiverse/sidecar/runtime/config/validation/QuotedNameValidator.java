package io.quarkiverse.sidecar.runtime.config.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.quarkiverse.sidecar.runtime.config.ConfigKeyCatalog;
import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;

/**
 * Finds names of sidecars that are written in quotes at one place and without at another: of the two SmallRye reads one, and
 * leaves the keys of the other unread.
 */
final class QuotedNameValidator {

    private static final String VARIABLE = "QUARKUS_SIDECAR_";

    private final Map<String, List<String>> quoted = new TreeMap<>();
    private final Map<String, List<String>> plain = new TreeMap<>();
    private final Set<String> quotedByProperties = new TreeSet<>();

    private QuotedNameValidator() {
    }

    /** @param properties every property that is set under {@code quarkus.sidecar} */
    static QuotedNameValidator of(SmallRyeConfig settings, Collection<String> properties) {
        QuotedNameValidator quotes = new QuotedNameValidator();
        if (properties.stream().noneMatch(QuotedNameValidator::inQuotes)) {
            // Nearly always: no value has to be read for this.
            return quotes;
        }
        new TreeSet<>(properties).stream().filter(PropertyValidator::declares)
                .forEach(property -> quotes.add(property, PropertyValidator.value(settings, property)));
        quotes.quoted.keySet().removeAll(ConfigKeys.RESERVED);
        quotes.quotedByProperties.removeAll(ConfigKeys.RESERVED);
        return quotes;
    }

    private void add(String property, ConfigValue value) {
        String name = ConfigKeyCatalog.segments(property).get(0);
        boolean variable = fromEnvironment(value);
        (inQuotes(property) ? quoted : plain).computeIfAbsent(name, any -> new ArrayList<>())
                .add(property + (variable ? " (by an environment variable)" : ""));
        if (inQuotes(property) && !variable) {
            quotedByProperties.add(name);
        }
    }

    private static boolean inQuotes(String property) {
        return property.startsWith("\"", ConfigKeyCatalog.PREFIX.length());
    }

    /** The names that are written both ways. */
    Set<String> mixed() {
        Set<String> mixed = new TreeSet<>(quoted.keySet());
        mixed.retainAll(plain.keySet());
        return mixed;
    }

    /** A sentence for each of them. */
    List<String> mistakes() {
        return mixed().stream()
                .map(name -> ("%s: set beside %s: of a name with and without quotes only one is read: write '%s' everywhere"
                        + " without").formatted(String.join(", ", quoted.get(name)), String.join(", ", plain.get(name)), name))
                .toList();
    }

    /**
     * A sentence for each variable that is written for a name without quotes, where the properties have them, and of which
     * SmallRye does not know what it stands for. No mistake, since others set variables, too.
     */
    List<String> warnings(Collection<String> variables) {
        List<String> warnings = new ArrayList<>();
        quotedByProperties.forEach(name -> {
            String bare = VARIABLE + variable(name) + "_";
            new TreeSet<>(variables).stream()
                    .filter(variable -> variable.startsWith(bare) && isKey(variable.substring(bare.length())))
                    .forEach(variable -> warnings.add(("%s is set in the environment, and is ignored: the name of \"%s\" is in"
                            + " quotes in the configuration: write %s, or the name without quotes").formatted(variable, name,
                                    VARIABLE + "_" + variable(name) + "__" + variable.substring(bare.length()))));
        });
        return warnings;
    }

    private static boolean isKey(String variable) {
        return ConfigKeyCatalog.ofSidecar("").stream().map(QuotedNameValidator::variable)
                .anyMatch(key -> key.endsWith("_") ? variable.startsWith(key) : variable.equals(key));
    }

    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static boolean fromEnvironment(ConfigValue value) {
        return value.getValue() != null && value.getConfigSourceName().startsWith(EnvConfigSource.NAME);
    }
}
