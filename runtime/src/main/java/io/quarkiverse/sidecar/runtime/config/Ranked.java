package io.quarkiverse.sidecar.runtime.config;

import java.util.OptionalInt;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;

/** An interceptor and its priority. That the JVM reads one off an annotation takes a hundredth of an application's start. */
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
