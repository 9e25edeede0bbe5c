package io.quarkiverse.sidecar.runtime.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.common.utils.StringUtil;

/**
 * What the value of a key must be.
 *
 * @param name of a class, or the choices, separated by bars
 * @param list true: several, separated by commas
 * @param required true: there is a default, and the key cannot be set to nothing
 */
public record ValueType(String name, boolean list, boolean required) {

    private static final Map<String, Readable> READABLE = Map.of(
            "Boolean", new Readable("true or false", ValueType::truth),
            "Integer", new Readable("a whole number", Integer::valueOf),
            "Double", new Readable("a number, for example 0.2", Double::valueOf),
            "Duration", new Readable("a duration, for example 500ms, 10s, 5m or 1h", DurationConverter::parseDuration),
            "Path", new Readable("a path", Path::of));

    /** SmallRye takes any other word for false. */
    private static final Set<String> BOOLEANS = Set.of("true", "1", "yes", "y", "on", "false", "0", "no", "n", "off");

    private record Readable(String what, Function<String, ?> parser) {
    }

    static ValueType of(Property property, boolean list) {
        return new ValueType(name(type(property)), list, property.hasDefaultValue());
    }

    private static Class<?> type(Property property) {
        if (property.isPrimitive()) {
            return property.asPrimitive().getBoxType();
        }
        Class<?> type = (property.isMap() ? property.asMap().getValueProperty() : property).asLeaf().getValueRawType();
        return type == OptionalInt.class ? Integer.class : type == Optional.class ? String.class : type;
    }

    private static String name(Class<?> type) {
        return type.isEnum()
                ? Stream.of(type.getEnumConstants()).map(it -> it.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining("|"))
                : type.getSimpleName();
    }

    static ValueType parse(String text) {
        return new ValueType(text.replaceAll("(\\[])?!?$", ""), text.contains("[]"), text.endsWith("!"));
    }

    @Override
    public String toString() {
        return name + (list ? "[]" : "") + (required ? "!" : "");
    }

    /** What would be right, when that text cannot be read. */
    public Optional<String> remedy(String text) {
        if (text.isBlank() && required) {
            return Optional.of("give it a value, or leave the key out");
        }
        // As the converters do: they keep other blanks than those of ASCII.
        return Stream.of(list ? text.split(",") : new String[] { text }).map(String::trim)
                .filter(part -> !part.isEmpty() && !readable(part)).findFirst().map(this::expected);
    }

    private boolean readable(String text) {
        Readable known = READABLE.get(name);
        if (known == null) {
            return !name.contains("|") || choices().contains(StringUtil.skewer(text).toLowerCase(Locale.ROOT))
                    || choices().contains(text.toLowerCase(Locale.ROOT)) || offInYaml(text);
        }
        try {
            known.parser().apply(text);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** YAML takes {@code off} without quotes for {@code false}. */
    private boolean offInYaml(String text) {
        return text.equals("false") && choices().contains("off");
    }

    private static boolean truth(String text) {
        if (!BOOLEANS.contains(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(text);
        }
        return true;
    }

    private List<String> choices() {
        return List.of(name.split("\\|"));
    }

    private String expected(String text) {
        if (name.contains("|")) {
            return SpellingSuggestions.didYouMean(text, choices()) + "it must be one of " + String.join(", ", choices());
        }
        if (name.equals("Path")) {
            return NativeEncoding.remedyOfPath(text).orElse("it must be a path");
        }
        return list && name.equals("Integer") ? "it must be whole numbers, separated by commas"
                : "it must be " + READABLE.get(name).what();
    }
}
