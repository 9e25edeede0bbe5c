package io.quarkiverse.sidecar.runtime;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.config.SidecarsRuntimeConfig;
import io.quarkiverse.sidecar.runtime.config.SidecarsRuntimeConfig.Health.Details;
import io.quarkus.runtime.LaunchMode;

/** Readiness of the application as far as its sidecars go: a snapshot, no probe, no I/O. */
@Readiness
@ApplicationScoped
public class SidecarsHealthCheck implements HealthCheck {

    static final String NAME = "Sidecars";

    private final SidecarRegistry sidecars;
    private final boolean full;

    public SidecarsHealthCheck(SidecarRegistry sidecars, SidecarsRuntimeConfig config) {
        this.sidecars = sidecars;
        this.full = config.health().details().map(details -> details == Details.FULL)
                .orElse(LaunchMode.current() != LaunchMode.NORMAL);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME);
        boolean up = true;
        for (SidecarHandle sidecar : sidecars.managed()) {
            SidecarStatus status = sidecar.status();
            up &= status.ready() || !sidecar.countsForReadiness();
            describe(status, sidecar.waitsFor(), response);
        }
        return response.status(up).build();
    }

    private void describe(SidecarStatus status, List<String> waitsFor, HealthCheckResponseBuilder response) {
        String name = status.name();
        response.withData(name + ".state", status.state().name());
        response.withData(name + ".launch", status.launch());
        response.withData(name + ".restarts", status.restarts());
        status.pid().ifPresent(pid -> response.withData(name + ".pid", pid));
        status.port().ifPresent(port -> response.withData(name + ".port", port));
        status.lastExit().ifPresent(exit -> response.withData(name + ".last-exit", exit.toString()));
        if (!waitsFor.isEmpty()) {
            response.withData(name + ".waiting-for", String.join(", ", waitsFor));
        }
        status.failure().ifPresent(failure -> {
            response.withData(name + ".reason", failure.reason().name());
            response.withData(name + ".message", full ? failure.message() : HealthMessage.summary(failure));
        });
    }
}
