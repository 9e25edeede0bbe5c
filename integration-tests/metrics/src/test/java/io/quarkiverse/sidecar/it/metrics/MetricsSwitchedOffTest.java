package io.quarkiverse.sidecar.it.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkiverse.sidecar.Sidecars;
import io.quarkus.test.QuarkusUnitTest;

/** With {@code quarkus.sidecar.metrics.enabled=false} Micrometer knows nothing of sidecars. */
class MetricsSwitchedOffTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeteredApp.app()
            .overrideConfigKey("quarkus.sidecar.metrics.enabled", "false")
            .overrideConfigKey("quarkus.sidecar.web.command", "sleep,1000");

    @Inject
    @Any
    Instance<MeterBinder> binders;

    @Inject
    MeterRegistry registry;

    @Inject
    Sidecars sidecars;

    @Test
    void leavesTheRegistryAlone() {
        assertThat(sidecars.get("web").name()).isEqualTo("web");
        assertThat(binders.stream()).noneMatch(binder -> binder.getClass().getName().contains("Sidecar"));
        assertThat(registry.getMeters()).noneMatch(meter -> meter.getId().getName().startsWith("sidecar"));
        assertThat(MeteredApp.scrape()).isEmpty();
    }
}
