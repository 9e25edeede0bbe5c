package io.quarkiverse.sidecar.runtime.config.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.quarkiverse.sidecar.runtime.config.ActualPortInterceptor;
import io.quarkiverse.sidecar.runtime.config.ConfigKeyCatalog;
import io.quarkiverse.sidecar.runtime.config.InvalidValueInterceptor;
import io.quarkiverse.sidecar.runtime.config.InvalidValueInterceptor.Expansion;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;

/** Finds properties that do not exist and values that cannot be read; each is told with what would be right. */
public final class PropertyValidator {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*}");

    private PropertyValidator() {
    }

    /** Those properties of {@link #names} that no key is known for. Names of environment variables are ambiguous. */
    static List<String> unknown(SmallRyeConfig settings, Set<String> names) {
        return names.stream().filter(name -> ConfigKeyCatalog.kind(name).isEmpty()
                && ActualPortInterceptor.sidecar(name).isEmpty() && !fromEnvironment(value(settings, name))).toList();
    }

    /** A sentence for each property that does not exist. */
    public static List<String> unknownKeys(SmallRyeConfig settings) {
        return unknownKeys(unknown(settings, names(settings)));
    }

    static List<String> unknownKeys(List<String> unknown) {
        return unknown.stream()
                .map(name -> "%s is set, but there is no such key: %s".formatted(name, KeySuggestions.remedy(name))).toList();
    }

    /** A sentence for each value that cannot be read. */
    static List<String> unreadableValues(SmallRyeConfig settings, Set<String> names) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(InvalidValueInterceptor.usedFor());
        return problems(settings, all, value -> true);
    }

    /** The same without those that refer to others: what is not set when the application is built may be when it starts. */
    public static List<String> misspeltValues(SmallRyeConfig settings) {
        Set<String> names = names(settings);
        // What only an environment variable sets is not always among the names.
        names.addAll(ConfigKeyCatalog.allOf(ConfigKeyCatalog.sidecars(names)));
        return problems(settings, names, value -> !value.hasProblems());
    }

    private static List<String> problems(SmallRyeConfig settings, Set<String> names, Predicate<ConfigValue> which) {
        List<String> problems = new ArrayList<>();
        names.forEach(name -> Optional.of(value(settings, name)).filter(which)
                .ifPresent(value -> InvalidValueInterceptor.mistake(name, value).ifPresent(remedy -> problems
                        .add("%s is %s: %s".formatted(name, shown(value.getRawValue()), remedy)))));
        return problems;
    }

    static ConfigValue value(SmallRyeConfig settings, String name) {
        return Expansion.read(() -> settings.getConfigValue(name));
    }

    /** Of a value that refers to others only the references: the rest may be a secret. */
    private static String shown(String value) {
        if (value == null || value.isBlank()) {
            return "empty";
        }
        String references = REFERENCE.matcher(value).results().map(MatchResult::group).collect(Collectors.joining(" "));
        return references.isEmpty() ? value : references;
    }

    /** True for a key that declares something of a sidecar at run time. */
    static boolean declares(String property) {
        return ConfigKeyCatalog.kind(property).isPresent() && !ConfigKeyCatalog.segments(property).contains("container");
    }

    private static boolean fromEnvironment(ConfigValue value) {
        return value.getValue() == null || value.getConfigSourceName().startsWith(EnvConfigSource.NAME);
    }

    /** What is set under {@code quarkus.sidecar}, as far as the sources of the configuration name it. */
    static Set<String> names(SmallRyeConfig settings) {
        Set<String> names = new TreeSet<>();
        settings.getPropertyNames().forEach(name -> {
            if (name.startsWith(ConfigKeyCatalog.PREFIX)) {
                names.add(name);
            }
        });
        return names;
    }
}
