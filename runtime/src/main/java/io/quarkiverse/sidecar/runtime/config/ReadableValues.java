package io.quarkiverse.sidecar.runtime.config;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.Expressions;

/**
 * Refuses values that cannot be read, with the key, the value, and a remedy. SmallRye collects what is thrown for each of them,
 * and reports all together.
 */
public final class ReadableValues implements ConfigSourceInterceptor {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*}");

    private final KeyCatalog keys;

    /** A command is read twice, and reported once. */
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    ReadableValues(KeyCatalog keys) {
        this.keys = keys;
    }

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        // A caller that reads without expansion wants the text, and reads the value later.
        if (!Expressions.isEnabled() || keys.find(name).isEmpty()) {
            return context.proceed(name);
        }
        Optional<String> problem = Optional.empty();
        ConfigValue value = null;
        try {
            value = context.proceed(name);
            if (value != null) {
                problem = problem(keys, name, value);
            }
        } catch (IllegalArgumentException e) {
            problem = Optional.of("%s is %s: what it refers to cannot be read: %s".formatted(name,
                    shown(Expressions.withoutExpansion(() -> context.proceed(name))), e.getMessage()));
        }
        if (problem.isEmpty()) {
            return value;
        }
        if (refused.add(name)) {
            throw new Unreadable(problem.get());
        }
        return null;
    }

    /** A sentence, if that value cannot be read. */
    public static Optional<String> problem(KeyCatalog keys, String property, ConfigValue value) {
        return keys.find(property)
                .flatMap(type -> value.hasProblems() ? Optional.of(ShellNotation.unresolved(property, value.getRawValue()))
                        : Optional.ofNullable(value.getValue()).flatMap(type::remedy))
                .map(remedy -> "%s is %s: %s".formatted(origin(property, value), shown(value), remedy));
    }

    /** The property, and the environment variable that sets it, if one does. */
    public static String origin(String property, ConfigValue value) {
        String source = value.getConfigSourceName();
        return source != null && source.startsWith(EnvConfigSource.NAME)
                ? "%s (environment variable %s)".formatted(property, ConfigKeys.variable(property))
                : property;
    }

    /** Of a value that refers to others no more than the references, where it cannot be read: the rest may be a secret. */
    private static String shown(ConfigValue value) {
        String raw = value.getRawValue() == null ? "" : value.getRawValue();
        String references = REFERENCE.matcher(raw).results().map(MatchResult::group).collect(Collectors.joining(" "));
        if (references.isEmpty()) {
            return raw.isBlank() ? "empty" : raw;
        }
        boolean resolved = !value.hasProblems() && value.getValue() != null && !value.getValue().equals(raw);
        return resolved ? (value.getValue().isBlank() ? "empty" : value.getValue()) + ", from " + references : references;
    }

    /** SmallRye prints the text of what is thrown, class name and all. */
    private static final class Unreadable extends IllegalArgumentException {

        Unreadable(String problem) {
            super(problem);
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }
}
