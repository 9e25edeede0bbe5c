package io.quarkiverse.sidecar.runtime.metrics;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkiverse.sidecar.runtime.SidecarHandle;
import io.quarkiverse.sidecar.runtime.SidecarRegistry;

/** Gives every sidecar that is not switched off its meters. They go with the application: a registry may outlast it. */
@Singleton
public class SidecarMetrics implements MeterBinder {

    private final SidecarRegistry sidecars;
    private final Map<MeterRegistry, Queue<Meter>> bound = new ConcurrentHashMap<>();

    SidecarMetrics(SidecarRegistry sidecars) {
        this.sidecars = sidecars;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Queue<Meter> meters = bound.computeIfAbsent(registry, first -> new ConcurrentLinkedQueue<>());
        for (SidecarHandle sidecar : sidecars.managed()) {
            if (sidecar.disabledBy().isEmpty()) {
                meters.addAll(SidecarMeters.of(sidecar, registry));
            }
        }
    }

    @PreDestroy
    void unbind() {
        bound.forEach((registry, meters) -> meters.forEach(registry::remove));
    }
}
