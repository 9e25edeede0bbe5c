package io.quarkiverse.sidecar.deployment.test;

import java.util.function.Supplier;

/**
 * Objects that a test class and its copy in the application's class loader share. They must be of JDK types.
 */
final class JvmWide {

    private JvmWide() {
    }

    /** The object of that key, made when it is first asked for. */
    @SuppressWarnings("unchecked")
    static <T> T of(Class<?> test, String key, Supplier<T> first) {
        return (T) System.getProperties().computeIfAbsent(test.getName() + "." + key, absent -> first.get());
    }

    /** A free port, the same for both copies of the test class. */
    static int port(Class<?> test) {
        return of(test, "port", Helper::freePort);
    }
}
