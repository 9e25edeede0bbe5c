package io.quarkiverse.sidecar.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * What the value of a key must be.
 *
 * @param type of the value, or of the elements of the list
 * @param standard the value that counts when none is given; such a key cannot be set to nothing
 */
record ConfigValueType(Class<?> type, boolean list, Optional<String> standard) {

    /** Reads rare notations. Building it takes a while, so it is built on first use. */
    private static final class Reader {

        static final SmallRyeConfig READER = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter()).build();
    }

    /** SmallRye takes any other word for false. */
    private static final Set<String> BOOLEANS = Set.of("true", "1", "yes", "y", "on", "false", "0", "no", "n", "off");

    /** What would be right, when that text cannot be read. */
    Optional<String> mistake(String text) {
        if (standard.isPresent() && standard.get().equals(text)) {
            return Optional.empty();
        }
        if (text.isBlank() && standard.isPresent()) {
            return Optional.of("give it a value, or leave the key out");
        }
        List<String> texts = list ? Arrays.asList(text.split(",")) : List.of(text);
        // As the converters do: they leave other blanks than those of ASCII, and take such a "true" for false.
        return texts.stream().map(String::trim).filter(one -> !one.isEmpty() && !readable(one)).findFirst().map(this::remedy);
    }

    /** Something readable in its place, so that the other mistakes are found beside this one. */
    String standIn() {
        return standard.orElse(type == Duration.class ? "1m" : type.isEnum() ? type.getEnumConstants()[0].toString() : "1");
    }

    private boolean readable(String text) {
        if (type == Boolean.class) {
            return BOOLEANS.contains(text.toLowerCase(Locale.ROOT));
        }
        try {
            read(text);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private Object read(String text) {
        if (type == Duration.class) {
            return DurationConverter.parseDuration(text);
        }
        if (type == Integer.class) {
            return Integer.valueOf(text);
        }
        if (type == Path.class) {
            return Path.of(text);
        }
        boolean plain = type == String.class || type.isEnum() && choices().contains(text);
        return plain ? text : Reader.READER.convert(text, type);
    }

    private List<String> choices() {
        return Arrays.stream(type.getEnumConstants())
                .map(one -> one.toString().toLowerCase(Locale.ROOT).replace('_', '-')).toList();
    }

    private String remedy(String text) {
        if (type.isEnum()) {
            return SpellingSuggestions.didYouMean(text, choices()) + "it must be one of " + String.join(", ", choices());
        }
        if (type == Duration.class) {
            return "it must be a duration, for example 500ms, 10s, 5m or 1h";
        }
        if (type == Boolean.class) {
            return "it must be true or false";
        }
        if (type == Double.class) {
            return "it must be a number, for example 0.2";
        }
        if (list && type == Integer.class) {
            return "it must be whole numbers, separated by commas";
        }
        return type == Integer.class ? "it must be a whole number" : "it must be a " + type.getSimpleName();
    }
}
