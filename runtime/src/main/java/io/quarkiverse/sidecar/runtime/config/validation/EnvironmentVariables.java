package io.quarkiverse.sidecar.runtime.config.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkiverse.sidecar.runtime.config.KeyCatalog;
import io.quarkiverse.sidecar.runtime.config.SidecarConfig;
import io.quarkiverse.sidecar.runtime.config.SpellingSuggestions;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;

/**
 * Finds environment variables that probably do not do what they are meant to. Their names are ambiguous, and other programs set
 * some, so they are reported, and are no reason to refuse the start.
 */
public final class EnvironmentVariables {

    private static final String PREFIX = "QUARKUS_SIDECAR_";

    private EnvironmentVariables() {
    }

    public static List<String> warnings(Collection<String> variables, SmallRyeConfig settings,
            Map<String, SidecarConfig> sidecars) {
        Set<String> ours = new TreeSet<>();
        for (String variable : variables) {
            if (variable.startsWith(PREFIX)) {
                ours.add(variable);
            }
        }
        if (ours.isEmpty()) {
            return List.of();
        }
        List<String> warnings = new ArrayList<>(misspelled(ours, sidecars.keySet()));
        sidecars.forEach((name, sidecar) -> sidecar.environment().keySet().stream()
                .filter(variable -> madeUp(settings, name, variable) && sidecar.environment().keySet().stream()
                        .filter(it -> ConfigKeys.variable(it).equals(ConfigKeys.variable(variable))).count() == 1)
                .forEach(variable -> warnings.add(madeUp(name, variable))));
        return warnings;
    }

    /** Only what is nearly a key. */
    static List<String> misspelled(Collection<String> variables, Collection<String> sidecars) {
        KeyCatalog catalog = KeyCatalog.load();
        Set<String> keys = new TreeSet<>();
        catalog.globals().forEach(key -> keys.add(plain(key)));
        sidecars.forEach(name -> catalog.ofSidecar().forEach(key -> keys.add(plain(name + "." + key.replace("*", "")))));
        List<String> warnings = new ArrayList<>();
        for (String variable : variables) {
            String key = plain(variable.substring(PREFIX.length()));
            List<String> near = keys.stream().anyMatch(it -> it.endsWith("_") ? key.startsWith(it) : key.equals(it)) ? List.of()
                    : SpellingSuggestions.near(key, keys);
            if (!near.isEmpty()) {
                warnings.add("%s is set in the environment, and is no key of quarkus-sidecar: %sIt is ignored".formatted(
                        variable, SpellingSuggestions.question(near.stream().map(PREFIX::concat).toList())));
            }
        }
        return warnings;
    }

    /** Where the name of a sidecar is quoted, underscores stand for the quotes too. */
    private static String plain(String key) {
        return key.replaceAll("[^A-Za-z0-9]+", "_").replaceFirst("^_", "").toUpperCase(Locale.ROOT);
    }

    /** An environment variable alone does not tell capitals and underscores: SmallRye makes {@code api.token} of API_TOKEN. */
    private static boolean madeUp(SmallRyeConfig settings, String sidecar, String variable) {
        String property = ConfigKeys.of(sidecar, "environment." + variable);
        return variable.matches("[a-z0-9.]+") && StreamSupport.stream(settings.getConfigSources().spliterator(), false)
                .filter(source -> source.getPropertyNames().stream().anyMatch(it -> it.replace("\"", "").equals(property)))
                .allMatch(EnvConfigSource.class::isInstance);
    }

    private static String madeUp(String sidecar, String variable) {
        String meant = ConfigKeys.variable(variable);
        return ("%s is set in the environment, and gives sidecar '%s' a variable '%s': an environment variable alone does not"
                + " tell capitals and underscores. For another name write %s=${%s} into the application's configuration")
                .formatted(ConfigKeys.variable(ConfigKeys.of(sidecar, "environment." + variable)), sidecar, variable,
                        ConfigKeys.of(sidecar, "environment." + meant), meant);
    }
}
