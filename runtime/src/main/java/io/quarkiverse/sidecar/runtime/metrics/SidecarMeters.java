package io.quarkiverse.sidecar.runtime.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.runtime.SidecarHandle;
import io.quarkiverse.sidecar.runtime.output.StandardStream;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarStatistics.TotalTime;

/**
 * The meters of one sidecar. All of them are there from the beginning, so that the first increase is seen as one. Their tags
 * are its name, and words of enumerations.
 */
final class SidecarMeters {

    private static final String LINES = "lines";

    private final SidecarHandle sidecar;
    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();

    private SidecarMeters(SidecarHandle sidecar, MeterRegistry registry) {
        this.sidecar = sidecar;
        this.registry = registry;
    }

    static List<Meter> of(SidecarHandle sidecar, MeterRegistry registry) {
        SidecarMeters its = new SidecarMeters(sidecar, registry);
        its.ofEvery();
        if (!sidecar.declaration().external()) {
            its.ofProcess();
            its.ofOutput();
        }
        return its.meters;
    }

    private void ofEvery() {
        for (SidecarState state : SidecarState.values()) {
            gauge("sidecar.state", it -> it.status().state() == state ? 1 : 0,
                    "1 for the state that it is in, 0 for the others",
                    "state", state.name());
        }
        gauge("sidecar.ready", it -> it.status().ready() ? 1 : 0, "Whether it counts as ready: 1 or 0");
        meters.add(TimeGauge.builder("sidecar.uptime", sidecar, TimeUnit.NANOSECONDS, SidecarMeters::uptime)
                .tag("sidecar", sidecar.name()).description("For how long it has been ready; 0 while it is not")
                .register(registry));
        String polls = "Health polls while it is ready, from the question to the verdict on the answer";
        timer("sidecar.health.poll", it -> it.totals().polls(true), polls, "outcome", "SUCCESS");
        timer("sidecar.health.poll", it -> it.totals().polls(false), polls, "outcome", "FAILURE");
    }

    private void ofProcess() {
        counter("sidecar.launches", it -> it.totals().launches(), null, "Processes launched");
        for (FailureReason reason : FailureReason.values()) {
            counter("sidecar.restarts", it -> it.totals().restarts(reason), null,
                    "Attempts that followed a failed one, by the reason of that", "reason", reason.name());
            counter("sidecar.failures", it -> it.totals().failures(reason), null, "How often it was given up, by the reason",
                    "reason", reason.name());
        }
        timer("sidecar.time.to.ready", it -> it.totals().timeToReady(), "From a launch to its first answer");
        gauge("sidecar.last.exit.code", it -> it.status().lastExit().map(exit -> (double) exit.code()).orElse(Double.NaN),
                "How its main process last ended: its exit code, or 128 plus the number of the signal; NaN before");
        counter("sidecar.orphans.reclaimed", it -> it.totals().orphans(), null,
                "Process trees of earlier runs that were ended before a launch");
    }

    private void ofOutput() {
        for (StandardStream stream : StandardStream.values()) {
            counter("sidecar.output.lines", it -> it.totals().output().lines(stream), LINES,
                    "Lines that it wrote, logged or not", "stream", stream.name().toLowerCase(Locale.ROOT));
        }
        counter("sidecar.output.dropped", it -> it.totals().output().dropped(), LINES,
                "Lines that are missing in the log, because it was slower than the sidecar");
    }

    private static double uptime(SidecarHandle sidecar) {
        return sidecar.status().readySince().map(since -> Duration.between(since, Instant.now()))
                .filter(uptime -> !uptime.isNegative()).map(Duration::toNanos).orElse(0L);
    }

    private void gauge(String name, ToDoubleFunction<SidecarHandle> value, String description, String... tags) {
        meters.add(Gauge.builder(name, sidecar, value).tag("sidecar", sidecar.name()).tags(tags).description(description)
                .register(registry));
    }

    private void counter(String name, ToDoubleFunction<SidecarHandle> value, String unit, String description,
            String... tags) {
        meters.add(FunctionCounter.builder(name, sidecar, value).tag("sidecar", sidecar.name()).tags(tags).baseUnit(unit)
                .description(description).register(registry));
    }

    private void timer(String name, Function<SidecarHandle, TotalTime> total, String description, String... tags) {
        meters.add(FunctionTimer.builder(name, sidecar, it -> total.apply(it).count(), it -> total.apply(it).nanos(),
                TimeUnit.NANOSECONDS).tag("sidecar", sidecar.name()).tags(tags).description(description).register(registry));
    }
}
