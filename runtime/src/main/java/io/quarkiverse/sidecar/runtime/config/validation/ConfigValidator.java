package io.quarkiverse.sidecar.runtime.config.validation;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.quarkiverse.sidecar.runtime.config.ActualPortInterceptor;
import io.quarkiverse.sidecar.runtime.config.Arguments;
import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkiverse.sidecar.runtime.config.KeyCatalog;
import io.quarkiverse.sidecar.runtime.config.ReadableValues;
import io.quarkiverse.sidecar.runtime.config.ShellNotation;
import io.quarkiverse.sidecar.runtime.config.SidecarConfig;
import io.quarkiverse.sidecar.runtime.config.SidecarsRuntimeConfig;
import io.quarkiverse.sidecar.runtime.config.SpellingSuggestions;
import io.quarkiverse.sidecar.runtime.lifecycle.Durations;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;

/**
 * Finds the mistakes of a configuration that can be read, all at once; each is reported with its key, its value and a remedy.
 */
public final class ConfigValidator {

    private final SidecarsRuntimeConfig config;
    private final SmallRyeConfig settings;
    private final Set<String> properties;
    private final Mistakes mistakes;

    private ConfigValidator(SidecarsRuntimeConfig config, SmallRyeConfig settings, Set<String> properties) {
        this.config = config;
        this.settings = settings;
        this.properties = properties;
        this.mistakes = new Mistakes(settings);
    }

    /**
     * @param settings every property that is set anywhere
     * @param injected sidecars that are injected by name, each with where
     * @throws ConfigurationException that lists all mistakes
     */
    public static void check(SidecarsRuntimeConfig config, SmallRyeConfig settings, Map<String, String> injected) {
        Set<String> properties = UnknownKeys.names(settings);
        if (properties.isEmpty() && injected.isEmpty() && config.sidecars().isEmpty() && config.shutdownTimeout().isEmpty()) {
            // An application that only has the extension must start like one that does not have it.
            return;
        }
        ConfigValidator check = new ConfigValidator(config, settings, properties);
        check.run(injected);
        if (!check.mistakes.sentences().isEmpty()) {
            throw ConfigurationProblems.exception(check.mistakes.sentences());
        }
    }

    private void run(Map<String, String> injected) {
        UnknownKeys unknown = new UnknownKeys(KeyCatalog.load(), settings);
        List<String> unknownNames = unknown.among(properties);
        mistakes.sentences().addAll(unknown.problems(unknownNames));
        shutdownTimeout();
        readOnly();
        Map<String, SidecarConfig> sidecars = new HashMap<>(config.sidecars());
        names(sidecars);
        // That such a one has no command either would be one mistake reported twice.
        Set<String> declared = ConfigKeys.sidecars(properties.stream().filter(it -> !unknownNames.contains(it)).toList());
        sidecars.keySet().removeIf(name -> ConfigKeys.sidecars(unknownNames).contains(name) && !declared.contains(name));
        Set<String> commanded = sidecars.keySet().stream().filter(name -> !Arguments.of(sidecars.get(name)).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> mixed = declared.stream().filter(this::inQuotesSomewhere).collect(Collectors.toSet());
        sidecars.forEach((name, sidecar) -> {
            if (!mixed.contains(name)) {
                new SidecarValidator(name, sidecar, config.enabled(), mistakes).run(commanded);
            }
        });
        shellNotation(sidecars);
        DependencyValidator.find(sidecars, config.enabled(), mistakes);
        if (config.enabled()) {
            Map<String, SidecarConfig> enabled = new HashMap<>(sidecars);
            enabled.values().removeIf(sidecar -> !sidecar.enabled());
            PortConflicts.find(enabled, settings, mistakes);
        }
        injected.forEach((name, where) -> injected(name, where, sidecars.keySet()));
    }

    private void shutdownTimeout() {
        Duration timeout = config.shutdownTimeout().orElse(SidecarValidator.SHORTEST);
        if (timeout.compareTo(SidecarValidator.SHORTEST) < 0 || timeout.compareTo(SidecarValidator.LONGEST) > 0) {
            String property = ConfigKeys.PREFIX + "shutdown-timeout";
            mistakes.add("%s is %s: %s".formatted(
                    ReadableValues.origin(property, settings.getConfigValue(property)), Durations.format(timeout),
                    SidecarValidator.between(SidecarValidator.SHORTEST, SidecarValidator.LONGEST)));
        }
    }

    private void readOnly() {
        properties.forEach(property -> ActualPortInterceptor.sidecar(property).ifPresent(name -> mistakes
                .add("%s is set, but can only be read: set %s".formatted(property, ConfigKeys.of(name, "port")))));
    }

    /** Removes those that cannot be names of sidecars. SmallRye's key for an empty name is null. */
    private void names(Map<String, SidecarConfig> sidecars) {
        if (sidecars.keySet().removeIf(name -> name == null || name.isBlank())) {
            mistakes.add("quarkus.sidecar.\"\" is declared: a sidecar needs a name, for example agent-monitor");
        }
        Set<String> reserved = new HashSet<>(sidecars.keySet());
        reserved.retainAll(ConfigKeys.RESERVED);
        properties.forEach(property -> ConfigKeys.parse(property).filter(it -> reserved.contains(it.sidecar()))
                .ifPresent(it -> mistakes.add(
                        "%s: '%s' is the first word of a global key and cannot be the name of a sidecar: use another"
                                .formatted(property, it.sidecar()))));
        sidecars.keySet().removeAll(reserved);
        namesOfOneVariable(sidecars.keySet());
    }

    /** SmallRye reads the properties of a name with quotes, or those without, also where only a variable has it without. */
    private boolean inQuotesSomewhere(String name) {
        List<String> quoted = propertiesOf('"' + name + '"');
        List<String> plain = propertiesOf(name);
        boolean mixed = !quoted.isEmpty() && (!plain.isEmpty() || !config.sidecars().containsKey(name));
        if (mixed) {
            mistakes.add("%s: set next to %s: of a name with and without quotes only one is read: write '%s' everywhere without"
                    .formatted(quoted.get(0), plain.isEmpty()
                            ? "an environment variable " + ConfigKeys.variable(ConfigKeys.PREFIX + name) + "_..."
                            : plain.get(0), name));
        }
        return mixed;
    }

    private List<String> propertiesOf(String written) {
        String prefix = ConfigKeys.PREFIX + written + ".";
        return properties.stream().filter(it -> it.startsWith(prefix) && !it.startsWith(prefix + "container.")).toList();
    }

    /**
     * In environment variables all punctuation is an underscore. Of a name that stands there alone SmallRye makes one with
     * dots, and so a second sidecar of what was meant to configure the first.
     */
    private void namesOfOneVariable(Collection<String> names) {
        names.stream().collect(Collectors.groupingBy(ConfigKeys::variable, TreeMap::new, Collectors.toCollection(TreeSet::new)))
                .forEach((variable, alike) -> {
                    if (alike.size() > 1) {
                        mistakes.add(("The sidecars '%s' have names that environment variables cannot tell apart:"
                                + " rename one. If there is to be one only, and the other comes from a variable"
                                + " QUARKUS_SIDECAR__%s__..., write QUARKUS_SIDECAR_%s_..., and the name without quotes in"
                                + " application.properties").formatted(String.join("' and '", alike), variable, variable));
                    }
                });
    }

    private void shellNotation(Map<String, SidecarConfig> sidecars) {
        properties.forEach(property -> ConfigKeys.parse(property).filter(it -> sidecars.containsKey(it.sidecar()))
                .ifPresent(it -> {
                    ConfigValue value = Expressions.withoutExpansion(() -> settings.getConfigValue(property));
                    ShellNotation.mistake(property, value.getRawValue(), sidecars.get(it.sidecar()).port().isPresent())
                            .ifPresent(remedy -> mistakes
                                    .add("%s: %s".formatted(ReadableValues.origin(property, value), remedy)));
                }));
    }

    private void injected(String name, String where, Set<String> sidecars) {
        if (!sidecars.contains(name)) {
            mistakes.add("No sidecar '%s' is declared, but %s injects it: %sset %s".formatted(name, where,
                    SpellingSuggestions.didYouMean(name, sidecars), ConfigKeys.of(name, "command")));
        }
    }
}
