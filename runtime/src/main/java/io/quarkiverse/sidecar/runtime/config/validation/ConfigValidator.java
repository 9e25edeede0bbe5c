package io.quarkiverse.sidecar.runtime.config.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.quarkiverse.sidecar.runtime.config.ActualPortInterceptor;
import io.quarkiverse.sidecar.runtime.config.ConfigKeyCatalog;
import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkiverse.sidecar.runtime.config.InvalidValueInterceptor;
import io.quarkiverse.sidecar.runtime.config.SidecarConfig;
import io.quarkiverse.sidecar.runtime.config.SidecarsRuntimeConfig;
import io.quarkiverse.sidecar.runtime.config.SpellingSuggestions;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;

/** Finds every mistake of the configuration at once; each is told with its key, its value and what would be right. */
public final class ConfigValidator {

    private final List<String> problems = new ArrayList<>();

    private ConfigValidator() {
    }

    /**
     * @param settings every property that is set anywhere
     * @param injected sidecars that are injected by name, each with where
     * @throws ConfigurationException that lists all mistakes
     */
    public static void check(SidecarsRuntimeConfig config, SmallRyeConfig settings, Map<String, String> injected) {
        ConfigValidator check = new ConfigValidator();
        Set<String> properties = PropertyValidator.names(settings);
        if (properties.isEmpty() && injected.isEmpty() && config.sidecars().isEmpty() && config.shutdownTimeout().isEmpty()
                && InvalidValueInterceptor.usedFor().isEmpty()) {
            // An application that only has the extension must start like one that does not have it.
            return;
        }
        List<String> unknown = PropertyValidator.unknown(settings, properties);
        check.problems.addAll(PropertyValidator.unknownKeys(unknown));
        check.problems.addAll(PropertyValidator.unreadableValues(settings, properties));
        config.shutdownTimeout()
                .ifPresent(
                        timeout -> new DurationValidator(check.problems).positive("quarkus.sidecar.shutdown-timeout", timeout));
        Map<String, SidecarConfig> sidecars = check.named(config.sidecars());
        sidecars.keySet().removeAll(namedByMistake(properties, unknown));
        check.reservedNames(sidecars.keySet(), properties);
        check.namesOfOneVariable(sidecars.keySet());
        check.readOnly(properties);
        QuotedNameValidator quotes = QuotedNameValidator.of(settings, properties);
        check.problems.addAll(quotes.mistakes());
        check.hidden(properties, config.sidecars().keySet());
        sidecars.keySet().removeAll(ConfigKeys.RESERVED);
        Set<String> commanded = new TreeSet<>(sidecars.keySet());
        commanded.removeIf(name -> sidecars.get(name).command().isEmpty());
        sidecars.forEach((name, sidecar) -> {
            if (!quotes.mixed().contains(name)) {
                new SidecarValidator(name, sidecar, config.enabled(), check.problems, commanded).run();
            }
        });
        check.problems.addAll(DependencyValidator.problems(sidecars, config.enabled()));
        injected.forEach((name, where) -> {
            if (!config.sidecars().containsKey(name) || ConfigKeys.RESERVED.contains(name)) {
                check.problems.add("No sidecar '%s' is declared, but %s injects it: %sset %s".formatted(name, where,
                        SpellingSuggestions.didYouMean(name, sidecars.keySet()), ConfigKeys.of(name, "command")));
            }
        });
        if (!check.problems.isEmpty()) {
            throw ConfigurationProblems.exception(check.problems);
        }
    }

    /** Of these all properties are told to be unknown: that there is no command either would be one mistake told twice. */
    private static Set<String> namedByMistake(Collection<String> properties, Collection<String> unknown) {
        Set<String> names = ConfigKeyCatalog.sidecars(unknown);
        names.removeAll(ConfigKeyCatalog.sidecars(properties.stream().filter(name -> !unknown.contains(name)).toList()));
        return names;
    }

    /** SmallRye's key for an empty name is null. */
    private Map<String, SidecarConfig> named(Map<String, SidecarConfig> sidecars) {
        Map<String, SidecarConfig> named = new HashMap<>(sidecars);
        if (named.keySet().removeIf(name -> name == null || name.isBlank())) {
            problems.add("quarkus.sidecar.\"\" is declared: a sidecar needs a name, for example agent-monitor");
        }
        return named;
    }

    private void reservedNames(Collection<String> names, Collection<String> propertyNames) {
        for (String name : names) {
            if (!ConfigKeys.RESERVED.contains(name)) {
                continue;
            }
            for (String property : propertyNames) {
                boolean under = property.startsWith("quarkus.sidecar." + name + ".")
                        || property.startsWith("quarkus.sidecar.\"" + name + "\".");
                if (under && !ConfigKeyCatalog.globals().contains(property.substring(ConfigKeyCatalog.PREFIX.length()))) {
                    problems.add("%s: '%s' is the first word of a global key and cannot be the name of a sidecar: use another"
                            .formatted(property, name));
                }
            }
        }
    }

    /**
     * In environment variables all punctuation is an underscore. Of a name that stands there alone SmallRye makes one with
     * dots, and so a second sidecar of what was meant to configure the first.
     */
    private void namesOfOneVariable(Collection<String> names) {
        Map<String, List<String>> byVariable = new TreeMap<>();
        names.forEach(name -> byVariable.computeIfAbsent(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT),
                variable -> new ArrayList<>()).add(name));
        byVariable.forEach((variable, alike) -> {
            if (alike.size() > 1) {
                problems.add(("The sidecars '%s' have names that environment variables cannot tell apart: rename one. If"
                        + " there is to be one only, and the other comes from a variable QUARKUS_SIDECAR__%s__..., write"
                        + " QUARKUS_SIDECAR_%s_..., and the name without quotes in application.properties")
                        .formatted(String.join("' and '", new TreeSet<>(alike)), variable,
                                variable));
            }
        });
    }

    private void readOnly(Collection<String> propertyNames) {
        propertyNames.forEach(property -> ActualPortInterceptor.sidecar(property).ifPresent(name -> problems.add(
                "%s is set, but can only be read: set %s".formatted(property, ConfigKeys.of(name, "port")))));
    }

    /**
     * Of a name with and without quotes SmallRye reads the properties without. Of an environment variable it takes the name for
     * one without, also where that is no key: then there is nothing to read, and no such sidecar.
     */
    private void hidden(Collection<String> propertyNames, Collection<String> read) {
        propertyNames.stream()
                .filter(property -> property.startsWith(ConfigKeyCatalog.PREFIX + '"') && PropertyValidator.declares(property))
                .forEach(property -> {
                    String name = ConfigKeyCatalog.segments(property).get(0);
                    if (!name.isBlank() && !read.contains(name) && !ConfigKeys.RESERVED.contains(name)) {
                        problems.add(("%s is set, but an environment variable QUARKUS_SIDECAR_%s_... hides it that is no key"
                                + " at run time: write the name without quotes, or remove the variable").formatted(property,
                                        name.toUpperCase(Locale.ROOT)));
                    }
                });
    }
}
