package io.quarkiverse.sidecar.runtime;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;

/**
 * Puts something readable in the place of values under {@code quarkus.sidecar} that cannot be read. Otherwise the configuration
 * would be refused before the start comes to {@link ConfigurationCheck}, which refuses it too, but tells all mistakes at once.
 */
public class StandIns implements ConfigSourceInterceptor {

    /** The source that such a value names; what it stands in for is its raw value. */
    private static final String SOURCE = "quarkus-sidecar, in place of what cannot be read";

    private static final Set<String> USED_FOR = ConcurrentHashMap.newKeySet();

    /** The outermost: it sees what the others have made of the value. */
    public static ConfigSourceInterceptorFactory factory() {
        return new Ranked(Priorities.APPLICATION + 1000, new StandIns());
    }

    /**
     * The properties that something has stood in for, in any configuration of this JVM. What an environment variable alone
     * sets, or a source that does not tell its names, is not always among the names of a configuration, but was read.
     */
    static Set<String> usedFor() {
        return Set.copyOf(USED_FOR);
    }

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        if (value == null || !name.startsWith(KnownKeys.PREFIX)) {
            return value;
        }
        return KnownKeys.kind(name).filter(kind -> mistake(kind, value).isPresent())
                .map(kind -> inPlaceOf(name, value, kind)).orElse(value);
    }

    private static ConfigValue inPlaceOf(String name, ConfigValue value, ValueKind kind) {
        USED_FOR.add(name);
        return value.from().noProblems().withValue(kind.standIn())
                .withRawValue(value.hasProblems() ? value.getRawValue() : value.getValue())
                .withConfigSourceName(SOURCE).build();
    }

    /** The mistake that was made in a value, seen before or behind this class. */
    static Optional<String> mistake(String property, ConfigValue value) {
        return KnownKeys.kind(property).flatMap(kind -> SOURCE.equals(value.getConfigSourceName())
                ? Optional.of(kind.mistake(value.getRawValue()).orElse(unset()))
                : mistake(kind, value));
    }

    private static Optional<String> mistake(ValueKind kind, ConfigValue value) {
        if (value.hasProblems()) {
            return Optional.of(unset());
        }
        return value.getValue() == null ? Optional.empty() : kind.mistake(value.getValue());
    }

    private static String unset() {
        return "nothing gives a value to what it refers to: set that, or write a default, as in ${other.key:default}";
    }
}
