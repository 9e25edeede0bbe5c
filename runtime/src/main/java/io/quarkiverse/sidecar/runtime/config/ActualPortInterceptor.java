package io.quarkiverse.sidecar.runtime.config;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.runtime.port.PortAssignments;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;

/**
 * Makes {@code quarkus.sidecar."name".actual-port} readable as configuration: the declared port or, when that is 0, the one
 * that is chosen at the first reading. Any thread.
 */
public class ActualPortInterceptor implements ConfigSourceInterceptor {

    /** Of the run of the application that is under way: its configuration is there before its sidecars are. */
    public static final PortAssignments OF_THIS_RUN = new PortAssignments();

    static final String KEY = "actual-port";

    private static final String DEFAULT_HOST = "127.0.0.1";

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        return sidecar(name).flatMap(sidecar -> port(context, name, sidecar)).orElseGet(() -> context.proceed(name));
    }

    /** The sidecar whose actual port a property of that name is. */
    public static Optional<String> sidecar(String property) {
        return ConfigKeys.parse(property).filter(it -> it.key().equals(KEY)).map(ConfigKeys.SidecarKey::sidecar);
    }

    private static Optional<ConfigValue> port(ConfigSourceInterceptorContext context, String property, String sidecar) {
        return declared(context, sidecar, "port").map(declared -> {
            String host = declared(context, sidecar, "host").orElse(DEFAULT_HOST);
            return ConfigValue.builder().withName(property).withRawValue(declared)
                    .withValue(Integer.toString(actual(sidecar, host, declared)))
                    .withConfigSourceName("quarkus-sidecar").build();
        });
    }

    private static int actual(String sidecar, String host, String declared) {
        try {
            return OF_THIS_RUN.read(sidecar, host, Integer.parseInt(declared.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s is %s, and so %s cannot be told: it must be a port, or 0 to have one chosen"
                    .formatted(ConfigKeys.of(sidecar, "port"), declared, ConfigKeys.of(sidecar, KEY)), e);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** A name may be quoted in one place and not in another. */
    private static Optional<String> declared(ConfigSourceInterceptorContext context, String sidecar, String key) {
        return Stream.of(ConfigKeys.PREFIX + sidecar + "." + key, ConfigKeys.PREFIX + '"' + sidecar + "\"." + key)
                .map(context::restart).filter(value -> value != null && value.getValue() != null)
                .map(ConfigValue::getValue).findFirst();
    }
}
