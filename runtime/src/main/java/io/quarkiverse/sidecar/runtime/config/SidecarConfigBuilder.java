package io.quarkiverse.sidecar.runtime.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkiverse.sidecar.runtime.config.SidecarConfigBuilder.Ranked;
import io.quarkus.runtime.configuration.ConfigBuilder;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * Adds {@link ActualPortInterceptor}, {@link InvalidValueInterceptor} and {@link GlobalKeys} to the configuration of a running
 * application.
 */
public class SidecarConfigBuilder implements ConfigBuilder {

    @Override
    public SmallRyeConfigBuilder configBuilder(SmallRyeConfigBuilder builder) {
        return builder.withInterceptorFactories(ActualPortInterceptor.factory(), InvalidValueInterceptor.factory(),
                GlobalKeys.factory());
    }

    /**
     * An interceptor and its priority. That the JVM reads one off an annotation takes a hundredth of an application's start.
     */
    record Ranked(int priority, ConfigSourceInterceptor interceptor) implements ConfigSourceInterceptorFactory {

        @Override
        public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext context) {
            return interceptor;
        }

        @Override
        public OptionalInt getPriority() {
            return OptionalInt.of(priority);
        }
    }

    /**
     * Leaves the keys that are no sidecar's out where the names of all properties are gone through. Whoever reads one finds
     * it; but the mapping would take its first segment for the name of a sidecar, and read all keys of that.
     */
    public static final class GlobalKeys implements ConfigSourceInterceptor {

        private static final Set<String> NAMES = ConfigKeyCatalog.globals().stream().map(ConfigKeyCatalog.PREFIX::concat)
                .collect(Collectors.toUnmodifiableSet());

        public static ConfigSourceInterceptorFactory factory() {
            return new Ranked(Priorities.APPLICATION + 1000, new GlobalKeys());
        }

        @Override
        public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
            return context.proceed(name);
        }

        @Override
        public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
            List<String> names = new ArrayList<>();
            context.iterateNames().forEachRemaining(name -> {
                if (!NAMES.contains(name)) {
                    names.add(name);
                }
            });
            return names.iterator();
        }
    }
}
