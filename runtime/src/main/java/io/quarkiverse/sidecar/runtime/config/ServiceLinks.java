package io.quarkiverse.sidecar.runtime.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;

/**
 * Environment variables that Kubernetes sets in every pod for a Service whose name begins with {@code quarkus-sidecar}. They
 * are
 * no configuration, whatever key they look like.
 */
public final class ServiceLinks {

    private static final String PREFIX = "QUARKUS_SIDECAR";

    /** After these the name is one of the user's own. */
    private static final Pattern OWN_NAMES = Pattern.compile(".*_(ENVIRONMENT|HEADERS|SECRETS|PUBLISH|LIMITS|REQUESTS)_.*");

    private static final Pattern URL = Pattern.compile("(tcp|udp|sctp)://.*");
    private static final Pattern PORT = Pattern.compile("(.+)_PORT");
    private static final Pattern NUMBERED = Pattern.compile("(.+)_PORT_\\d+_(TCP|UDP|SCTP)(_(PORT|PROTO|ADDR))?");
    private static final Pattern SERVICE = Pattern.compile("(.+)_SERVICE_(HOST|PORT(_.+)?)");

    private ServiceLinks() {
    }

    /** The variables among these that are service links. */
    public static Set<String> among(Map<String, String> environment) {
        Map<String, String> ours = environment.entrySet().stream().filter(it -> it.getKey().startsWith(PREFIX)
                && !OWN_NAMES.matcher(it.getKey()).matches())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Set<String> links = new TreeSet<>();
        Set<String> services = new TreeSet<>();
        ours.forEach((name, value) -> {
            Matcher port = NUMBERED.matcher(name);
            if (port.matches() || URL.matcher(value).matches() && (port = PORT.matcher(name)).matches()) {
                links.add(name);
                services.add(port.group(1));
            }
        });
        // A sidecar may be named auth-service, and have a host and a port; these alone prove nothing.
        if (isAddress(ours.get(PREFIX + "_SERVICE_HOST")) && ours.containsKey(PREFIX + "_SERVICE_PORT")) {
            services.add(PREFIX);
        }
        ours.keySet().forEach(name -> {
            Matcher service = SERVICE.matcher(name);
            if (service.matches() && services.contains(service.group(1))) {
                links.add(name);
            }
        });
        return links;
    }

    /** A sentence for the log, if there are any. */
    public static Optional<String> notice(Set<String> links) {
        return links.isEmpty() ? Optional.empty()
                : Optional.of(("Passing over environment variables that Kubernetes sets for a Service (%s): they are no"
                        + " configuration of sidecars. Set enableServiceLinks: false in the pod, or rename the Service, to be"
                        + " without them").formatted(String.join(", ", links)));
    }

    private static boolean isAddress(String value) {
        return value != null && value.matches("\\d+(\\.\\d+){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*");
    }

    /** Replaces the source of environment variables by one without service links, if there are any. */
    static SmallRyeConfigBuilder hide(SmallRyeConfigBuilder builder, Map<String, String> environment) {
        Set<String> links = among(environment);
        if (links.isEmpty() || !builder.isAddDefaultSources()) {
            return builder;
        }
        Map<String, String> rest = environment.entrySet().stream().filter(it -> !links.contains(it.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return builder.setAddDefaultSources(false).setAddPropertiesSources(true)
                .withSources(new SysPropConfigSource(), new EnvConfigSource(rest, EnvConfigSource.ORDINAL))
                .withSources(new DotEnvConfigSourceProvider());
    }
}
