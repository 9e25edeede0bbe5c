package io.quarkiverse.sidecar.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.quarkiverse.sidecar.runtime.lifecycle.RestartPolicy;
import io.quarkiverse.sidecar.runtime.output.OutputLevel;
import io.quarkiverse.sidecar.runtime.process.StopSignal;

/**
 * The keys that the interfaces of the configuration declare; that these are all is checked by a test. To read them off the
 * interfaces would take a fiftieth of an application's start.
 */
final class KeyTable {

    private static final List<Class<?>> TYPES = List.of(String.class, Boolean.class, Integer.class, Double.class,
            Duration.class,
            Path.class, SidecarConfig.Mode.class, SidecarConfig.Startup.class, SidecarConfig.LiveReload.class,
            HealthConfig.Scheme.class, OutputLevel.class, RestartPolicy.class, StopSignal.class,
            ContainerConfig.PullPolicy.class);

    /** A key, its type, with brackets when there may be several, and what counts when it is not set. */
    private static final String LINES = """
            *.command String[]
            *.container.arguments String[]
            *.container.command String[]
            *.container.image String
            *.container.image-pull-policy PullPolicy
            *.container.resources.limits.* String
            *.container.resources.requests.* String
            *.container.secrets.* String
            *.depends-on String[]
            *.enabled Boolean = true
            *.environment.* String
            *.health.command String[]
            *.health.failure-threshold Integer = 3
            *.health.headers.* String
            *.health.interval Duration = 10s
            *.health.path String
            *.health.port Integer
            *.health.scheme Scheme = http
            *.health.timeout Duration = 2s
            *.health.verify-listener Boolean = true
            *.host String = 127.0.0.1
            *.inherit-environment Boolean = true
            *.live-reload LiveReload = keep
            *.mode Mode = managed
            *.output.stderr-level OutputLevel = warn
            *.output.stdout-level OutputLevel = info
            *.output.tail-lines Integer = 50
            *.port Integer
            *.ready.log-pattern String
            *.ready.timeout Duration = 60s
            *.required Boolean = true
            *.restart.delay Duration = 1s
            *.restart.fatal-exit-codes Integer[]
            *.restart.jitter Double = 0.2
            *.restart.max-attempts Integer = 5
            *.restart.max-delay Duration = 30s
            *.restart.policy RestartPolicy = always
            *.restart.retry-after Duration
            *.restart.stable-after Duration = 5s
            *.restart.window Duration
            *.restart.window-attempts Integer
            *.startup Startup = async
            *.stop.signal StopSignal = TERM
            *.stop.timeout Duration = 10s
            *.working-directory Path
            enabled Boolean = true
            endpoint.allow-unauthenticated-write Boolean = false
            endpoint.path String = sidecars
            endpoint.read Boolean = false
            endpoint.write Boolean = false
            health.enabled Boolean = true
            metrics.enabled Boolean = true
            shutdown-timeout Duration
            state-directory Path
            """;

    private KeyTable() {
    }

    static Map<String, ConfigValueType> read() {
        Map<String, ConfigValueType> kinds = new TreeMap<>();
        for (String line : LINES.split("\n")) {
            int key = line.indexOf(' ');
            int standard = line.indexOf(" = ");
            String type = line.substring(key + 1, standard < 0 ? line.length() : standard);
            boolean list = type.endsWith("[]");
            kinds.put(line.substring(0, key),
                    new ConfigValueType(type(list ? type.substring(0, type.length() - 2) : type), list,
                            standard < 0 ? Optional.empty() : Optional.of(line.substring(standard + 3))));
        }
        return kinds;
    }

    private static Class<?> type(String name) {
        for (Class<?> type : TYPES) {
            if (type.getSimpleName().equals(name)) {
                return type;
            }
        }
        throw new IllegalStateException("No type " + name + " is known for a key");
    }
}
