package io.quarkiverse.sidecar.runtime.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;

/**
 * Leaves the keys that are no sidecar's out where the names of all properties are gone through. Whoever reads one finds it; but
 * the mapping would take its first segment for the name of a sidecar, and read all keys of that.
 */
public final class GlobalKeys implements ConfigSourceInterceptor {

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
