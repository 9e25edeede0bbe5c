package io.quarkiverse.sidecar.it.metrics;

import static io.quarkiverse.sidecar.it.metrics.MeteredApp.LONG;
import static io.quarkiverse.sidecar.it.metrics.MeteredApp.awaitSample;
import static io.quarkiverse.sidecar.it.metrics.MeteredApp.scrape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;

/** What {@code /q/metrics} says of a sidecar that crashes. */
@Timeout(120)
class ScrapedMetricsTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeteredApp.app()
            .overrideConfigKey("quarkus.sidecar.web.command", "sh,-c,echo up; exec sleep 1000")
            .overrideConfigKey("quarkus.sidecar.web.health.command", "true")
            .overrideConfigKey("quarkus.sidecar.web.health.interval", "100ms")
            .overrideConfigKey("quarkus.sidecar.web.restart.delay", "10ms")
            .overrideConfigKey("quarkus.sidecar.web.restart.stable-after", "10ms")
            .overrideConfigKey("quarkus.sidecar.off.command", "sleep,1000")
            .overrideConfigKey("quarkus.sidecar.off.enabled", "false");

    @Inject
    @Identifier("web")
    Sidecar web;

    @Test
    void tellsOfACrashAndOfWhatFollows() {
        awaitReady(1);
        awaitSample("sidecar_launches_total{sidecar=\"web\"}", 1);
        assertThat(scrape()).as("there before it happens").containsEntry(restarts("EXITED"), 0.0)
                .containsEntry("sidecar_last_exit_code{sidecar=\"web\"}", Double.NaN);

        ProcessHandle.of(web.status().pid().orElseThrow()).orElseThrow().destroyForcibly();
        awaitReady(2);

        awaitSample("sidecar_launches_total{sidecar=\"web\"}", 2);
        await().atMost(LONG).until(() -> scrape()
                .get("sidecar_health_poll_seconds_count{outcome=\"SUCCESS\",sidecar=\"web\"}") > 1);
        Map<String, Double> samples = scrape();
        assertThat(samples).containsEntry(restarts("EXITED"), 1.0).containsEntry(restarts("UNHEALTHY"), 0.0)
                .containsEntry("sidecar_last_exit_code{sidecar=\"web\"}", 137.0)
                .containsEntry("sidecar_ready{sidecar=\"web\"}", 1.0)
                .containsEntry("sidecar_state{sidecar=\"web\",state=\"READY\"}", 1.0)
                .containsEntry("sidecar_state{sidecar=\"web\",state=\"FAILED\"}", 0.0)
                .containsEntry("sidecar_time_to_ready_seconds_count{sidecar=\"web\"}", 2.0)
                .containsEntry("sidecar_output_lines_total{sidecar=\"web\",stream=\"stdout\"}", 2.0)
                .containsEntry("sidecar_output_dropped_lines_total{sidecar=\"web\"}", 0.0)
                .containsEntry("sidecar_orphans_reclaimed_total{sidecar=\"web\"}", 0.0)
                .containsEntry("sidecar_failures_total{reason=\"RESTARTS_EXHAUSTED\",sidecar=\"web\"}", 0.0);
        assertThat(samples.get("sidecar_uptime_seconds{sidecar=\"web\"}")).isPositive();
        assertThat(samples.get("sidecar_time_to_ready_seconds_sum{sidecar=\"web\"}")).isPositive();
        assertThat(samples.get("sidecar_health_poll_seconds_sum{outcome=\"SUCCESS\",sidecar=\"web\"}")).isPositive();
    }

    @Test
    void saysNothingOfASidecarThatIsSwitchedOff() {
        assertThat(scrape().keySet()).isNotEmpty().noneMatch(sample -> sample.contains("sidecar=\"off\""));
    }

    private static String restarts(String reason) {
        return "sidecar_restarts_total{reason=\"" + reason + "\",sidecar=\"web\"}";
    }

    private void awaitReady(int launch) {
        await().atMost(LONG).until(() -> web.status().state() == SidecarState.READY && web.status().launch() == launch);
    }
}
