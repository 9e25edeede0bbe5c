package io.quarkiverse.sidecar.runtime.config.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import io.quarkiverse.sidecar.runtime.config.ConfigKeyCatalog;
import io.quarkiverse.sidecar.runtime.config.SpellingSuggestions;
import io.smallrye.config.SmallRyeConfig;

/**
 * Finds environment variables that are misspelt keys. Their names are ambiguous, and some are set by others, as Kubernetes does
 * for a service: so only what is nearly a key is told, and it is no reason not to start.
 */
public final class EnvironmentVariableValidator {

    private static final String PREFIX = "QUARKUS_SIDECAR_";

    private EnvironmentVariableValidator() {
    }

    /**
     * What is told of variables: keys that are misspelt, names of sidecars without quotes where the properties have them, and
     * names of a sidecar's own variables that only they tell.
     */
    public static List<String> warnings(Collection<String> variables, SmallRyeConfig settings, Collection<String> sidecars) {
        Set<String> ours = ours(variables);
        if (ours.isEmpty()) {
            return List.of();
        }
        List<String> warnings = new ArrayList<>(warnings(ours, sidecars));
        warnings.addAll(QuotedNameValidator.of(settings, PropertyValidator.names(settings)).warnings(ours));
        warnings.addAll(MadeUpNames.warnings(settings, ours));
        return warnings;
    }

    /** Whether that variable of the environment may stand for that property. */
    static boolean means(String variable, String property) {
        String key = String.join(".", ConfigKeyCatalog.segments(property));
        return variable(key(variable)).equals(variable(key));
    }

    /** @param sidecars the names that are declared */
    public static List<String> warnings(Collection<String> variables, Collection<String> sidecars) {
        Set<String> ours = ours(variables);
        return ours.isEmpty() ? List.of() : warnings(ours, keys(sidecars));
    }

    private static Set<String> ours(Collection<String> variables) {
        Set<String> ours = new TreeSet<>();
        for (String variable : variables) {
            if (variable.startsWith(PREFIX)) {
                ours.add(variable);
            }
        }
        return ours;
    }

    private static Set<String> keys(Collection<String> sidecars) {
        Set<String> keys = new TreeSet<>();
        ConfigKeyCatalog.globals().forEach(key -> keys.add(variable(key)));
        sidecars.forEach(name -> ConfigKeyCatalog.ofSidecar("").forEach(key -> keys.add(variable(name + "." + key))));
        return keys;
    }

    private static List<String> warnings(Set<String> variables, Set<String> keys) {
        return variables.stream()
                .filter(variable -> keys.stream().noneMatch(key -> begins(variable(key(variable)), key)))
                .map(variable -> warning(variable, SpellingSuggestions.near(variable(key(variable)), keys)))
                .filter(warning -> !warning.isEmpty()).toList();
    }

    private static String warning(String variable, List<String> near) {
        return near.isEmpty() ? ""
                : "%s is set in the environment, and is no key of quarkus-sidecar: %sIt is ignored".formatted(
                        variable, SpellingSuggestions.question(near.stream().map(PREFIX::concat).toList()));
    }

    /** A key that ends with an underscore has one's own name after it. */
    private static boolean begins(String variable, String key) {
        return key.endsWith("_") ? variable.startsWith(key) : variable.equals(key);
    }

    private static String key(String variable) {
        return variable.substring(PREFIX.length());
    }

    /** Where the name of a sidecar is quoted, underscores stand for the quotes too. */
    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]+", "_").replaceFirst("^_", "").toUpperCase(Locale.ROOT);
    }
}
