package io.quarkiverse.sidecar.runtime.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.quarkiverse.sidecar.runtime.SidecarRegistry;

/** The meters as the documentation lists them, taken from those that are registered. */
final class MeterTable {

    private static final Map<Meter.Type, String> KINDS = Map.of(Meter.Type.GAUGE, "gauge", Meter.Type.COUNTER, "counter",
            Meter.Type.TIMER, "timer");

    private final SidecarRegistry managed;
    private final SidecarRegistry external;

    /**
     * @param managed one sidecar of ours
     * @param external one that somebody else runs
     */
    MeterTable(SidecarRegistry managed, SidecarRegistry external) {
        this.managed = managed;
        this.external = external;
    }

    String asciidoc() {
        Set<String> ofExternal = meters(external).stream().map(meter -> meter.getId().getName()).collect(Collectors.toSet());
        Map<String, List<Meter>> byName = meters(managed).stream()
                .collect(Collectors.groupingBy(meter -> meter.getId().getName(),
                        LinkedHashMap::new, Collectors.toList()));
        StringBuilder table = new StringBuilder("[cols=\"3,1,2,4,4\"]\n|===\n| Meter | Kind | Tag | In Prometheus | Meaning\n");
        byName.forEach((name, meters) -> table.append("\n| `%s`%s\n| %s\n|%s\n| %s\n| %s.\n".formatted(name,
                ofExternal.contains(name) ? "" : " ^1^", KINDS.get(meters.get(0).getId().getType()), tag(meters),
                prometheusNames(name).stream().map("`%s`"::formatted).collect(Collectors.joining(" +\n")),
                meters.get(0).getId().getDescription())));
        return table.append("|===\n").toString();
    }

    private static String tag(Collection<Meter> meters) {
        return meters.stream().flatMap(meter -> meter.getId().getTags().stream()).map(Tag::getKey)
                .filter(key -> !key.equals("sidecar")).distinct().map(" `%s`"::formatted).collect(Collectors.joining(","));
    }

    /** In the order in which they are registered. */
    private static List<Meter> meters(SidecarRegistry sidecars) {
        List<Meter> meters = new ArrayList<>();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        registry.config().onMeterAdded(meters::add);
        new SidecarMetrics(sidecars).bindTo(registry);
        return meters;
    }

    /** What Prometheus calls every meter. */
    Set<String> prometheusNames() {
        return prometheusNames("");
    }

    private Set<String> prometheusNames(String meter) {
        return samples(managed, meter).map(sample -> sample.replaceAll("[{ ].*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    long series() {
        return samples(managed, "").count();
    }

    long seriesOfExternal() {
        return samples(external, "").count();
    }

    /** @param meter the name of the only one that is wanted; empty for all */
    private static Stream<String> samples(SidecarRegistry sidecars, String meter) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(MeterFilter.denyUnless(id -> meter.isEmpty() || id.getName().equals(meter)));
        new SidecarMetrics(sidecars).bindTo(registry);
        return registry.scrape().lines().filter(line -> !line.startsWith("#"));
    }

    /** The labels that a sample may have there. */
    Set<String> labels() {
        return meters(managed).stream().flatMap(meter -> meter.getId().getTags().stream()).map(Tag::getKey)
                .collect(Collectors.toSet());
    }
}
