package io.quarkiverse.sidecar.runtime.config.validation;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;

import io.quarkiverse.sidecar.runtime.config.ConfigKeyCatalog;
import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;

/**
 * Finds variables of sidecars that have their names from an environment variable alone. That does not tell capitals and
 * underscores, and so SmallRye takes {@code API_TOKEN} at its end for {@code api.token}.
 */
final class MadeUpNames {

    private final SmallRyeConfig settings;
    private final Set<String> properties;
    private final Collection<String> variables;

    private MadeUpNames(SmallRyeConfig settings, Collection<String> variables) {
        this.settings = settings;
        this.properties = PropertyValidator.names(settings);
        this.variables = variables;
    }

    /**
     * A sentence for each of them. No mistake, since some sidecar may want such a name.
     *
     * @param variables of the environment, those that may be keys
     */
    static List<String> warnings(SmallRyeConfig settings, Collection<String> variables) {
        MadeUpNames names = new MadeUpNames(settings, variables);
        return names.properties.stream().flatMap(property -> names.variables.stream()
                .filter(variable -> names.madeUp(property, variable)).map(variable -> warning(property, variable))).toList();
    }

    private boolean madeUp(String property, String variable) {
        List<String> segments = ConfigKeyCatalog.segments(property);
        if (segments.size() < 3 || !segments.get(1).equals("environment")) {
            return false;
        }
        String own = own(segments);
        return own.equals(own.toLowerCase(Locale.ROOT)) && EnvironmentVariableValidator.means(variable, property)
                && properties.stream()
                        .noneMatch(other -> !other.equals(property) && EnvironmentVariableValidator.means(variable, other))
                && !declared(property);
    }

    /** SmallRye does not put it into quotes where it has made it up. */
    private static String own(List<String> segments) {
        return String.join(".", segments.subList(2, segments.size()));
    }

    private boolean declared(String property) {
        return StreamSupport.stream(settings.getConfigSources().spliterator(), false)
                .anyMatch(source -> !(source instanceof EnvConfigSource) && source.getPropertyNames().contains(property));
    }

    private static String warning(String property, String variable) {
        List<String> segments = ConfigKeyCatalog.segments(property);
        String meant = own(segments).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return ("%s is set in the environment, and gives sidecar '%s' a variable '%s': an environment variable alone does not"
                + " tell capitals and underscores. For another name write %s=${%s} into the application's configuration")
                .formatted(variable, segments.get(0), own(segments), ConfigKeys.of(segments.get(0), "environment." + meant),
                        meant);
    }
}
