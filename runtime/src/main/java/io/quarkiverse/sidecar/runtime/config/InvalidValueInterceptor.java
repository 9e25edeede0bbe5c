package io.quarkiverse.sidecar.runtime.config;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.quarkiverse.sidecar.runtime.config.SidecarConfigBuilder.Ranked;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValidationException.Problem;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;

/**
 * Puts something readable in the place of values under {@code quarkus.sidecar} that cannot be read. Otherwise the configuration
 * would be refused before the start comes to {@code ConfigurationCheck}, which refuses it too, but tells all mistakes at once.
 */
public class InvalidValueInterceptor implements ConfigSourceInterceptor {

    /** The source that such a value names, and after it what would be right; what it stands in for is its raw value. */
    private static final String SOURCE = "quarkus-sidecar, in place of what cannot be read: ";

    private static final Set<String> USED_FOR = ConcurrentHashMap.newKeySet();

    /** The outermost: it sees what the others have made of the value. */
    public static ConfigSourceInterceptorFactory factory() {
        return new Ranked(Priorities.APPLICATION + 1000, new InvalidValueInterceptor());
    }

    /**
     * The properties that something has stood in for, in any configuration of this JVM. What an environment variable alone
     * sets, or a source that does not tell its names, is not always among the names of a configuration, but was read.
     */
    public static Set<String> usedFor() {
        return Set.copyOf(USED_FOR);
    }

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        if (!name.startsWith(ConfigKeyCatalog.PREFIX)) {
            return context.proceed(name);
        }
        ConfigValue value = Expansion.read(() -> context.proceed(name));
        return value == null ? null
                : ConfigKeyCatalog.kind(name)
                        .flatMap(kind -> mistake(kind, value).map(remedy -> inPlaceOf(name, value, kind, remedy)))
                        .orElse(value);
    }

    private static ConfigValue inPlaceOf(String name, ConfigValue value, ConfigValueType kind, String remedy) {
        USED_FOR.add(name);
        return value.from().noProblems().withValue(kind.standIn())
                .withRawValue(value.hasProblems() ? value.getRawValue() : value.getValue())
                .withConfigSourceName(SOURCE + remedy).build();
    }

    /** The mistake that was made in a value, seen before or behind this class. */
    public static Optional<String> mistake(String property, ConfigValue value) {
        String source = value.getConfigSourceName();
        return source != null && source.startsWith(SOURCE) ? Optional.of(source.substring(SOURCE.length()))
                : ConfigKeyCatalog.kind(property).flatMap(kind -> mistake(kind, value));
    }

    private static Optional<String> mistake(ConfigValueType kind, ConfigValue value) {
        if (value.hasProblems()) {
            return Optional.of(Expansion.remedy(value));
        }
        return value.getValue() == null ? Optional.empty() : kind.mistake(value.getValue());
    }

    /** What becomes of a value that refers to others. */
    public static final class Expansion {

        private static final String CIRCLE = "what it refers to leads back to itself: write the value, or refer to another key";
        private static final String UNSET = "nothing gives a value to what it refers to: set that, or write a default, as in"
                + " ${other.key:default}";

        private Expansion() {
        }

        /**
         * SmallRye throws for one that leads back to itself; here it is a value with a problem, as others are.
         */
        public static ConfigValue read(Supplier<ConfigValue> read) {
            try {
                return read.get();
            } catch (IllegalArgumentException tooDeep) {
                return Expressions.withoutExpansion(read).from().addProblem(new Problem(CIRCLE)).build();
            }
        }

        /** What is wrong with a value that has problems. */
        static String remedy(ConfigValue value) {
            return value.getProblems().stream().map(Problem::getMessage).filter(CIRCLE::equals).findFirst().orElse(UNSET);
        }
    }
}
