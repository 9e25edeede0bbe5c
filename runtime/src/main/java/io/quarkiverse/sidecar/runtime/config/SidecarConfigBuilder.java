package io.quarkiverse.sidecar.runtime.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

import io.quarkus.runtime.configuration.ConfigBuilder;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Adds what the configuration of a running application needs to be read. */
public class SidecarConfigBuilder implements ConfigBuilder {

    @Override
    public SmallRyeConfigBuilder configBuilder(SmallRyeConfigBuilder builder) {
        KeyCatalog keys = KeyCatalog.load();
        return ServiceLinks.hide(builder, System.getenv()).withInterceptorFactories(
                // After those for expressions and profiles: what an expression names is read by the interceptors behind it.
                new Ranked(Priorities.LIBRARY, new ActualPortInterceptor()),
                new Ranked(Priorities.APPLICATION + 1000, new ReadableValues(keys)),
                new Ranked(Priorities.APPLICATION + 1000, new GlobalKeys(keys.globals())));
    }

    /** That the JVM reads a priority off an annotation takes a hundredth of an application's start. */
    private record Ranked(int priority, ConfigSourceInterceptor interceptor) implements ConfigSourceInterceptorFactory {

        @Override
        public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext context) {
            return interceptor;
        }

        @Override
        public OptionalInt getPriority() {
            return OptionalInt.of(priority);
        }
    }

    /** Hides the names of global keys, which the mapping would take for those of sidecars. Their values can be read. */
    private record GlobalKeys(Set<String> keys) implements ConfigSourceInterceptor {

        @Override
        public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
            return context.proceed(name);
        }

        @Override
        public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
            List<String> names = new ArrayList<>();
            context.iterateNames().forEachRemaining(name -> {
                if (!name.startsWith(ConfigKeys.PREFIX) || !keys.contains(name.substring(ConfigKeys.PREFIX.length()))) {
                    names.add(name);
                }
            });
            return names.iterator();
        }
    }
}
