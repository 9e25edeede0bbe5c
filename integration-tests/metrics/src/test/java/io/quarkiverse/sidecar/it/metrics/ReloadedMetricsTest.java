package io.quarkiverse.sidecar.it.metrics;

import static io.quarkiverse.sidecar.it.metrics.MeteredApp.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.RestAssured;

/** What {@code /q/metrics} says in dev mode, where a sidecar outlasts the application that it was launched for. */
@Timeout(180)
class ReloadedMetricsTest {

    static final int HTTP = freePort();
    static final String SETTINGS = String.join("\n", "quarkus.http.port=" + HTTP,
            "quarkus.sidecar.state-directory=" + MeteredApp.newFolder(),
            "quarkus.sidecar.kept.command=sh,-c,echo up; exec sleep 1000", "quarkus.sidecar.kept.restart.stable-after=100ms",
            "");
    static final String OTHER = "quarkus.sidecar.other.command=sleep,1000\nquarkus.sidecar.other.restart.stable-after=100ms\n";

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addAsResource(new StringAsset(SETTINGS), "application.properties"));

    @Test
    void countsOnForAKeptSidecarAndForgetsOneThatIsGone() {
        awaitSamples(samples -> ready(samples, "kept"));
        configure(SETTINGS + OTHER);
        expectOneLaunchOfTheKept(awaitSamples(samples -> ready(samples, "other")));

        configure(SETTINGS + OTHER.replace("sleep,1000", "sleep,2000"));
        Map<String, Double> changed = awaitSamples(samples -> ready(samples, "other"));
        expectOneLaunchOfTheKept(changed);
        assertThat(changed).as("another process, that counts anew")
                .containsEntry("sidecar_launches_total{sidecar=\"other\"}", 1.0);

        configure(SETTINGS);
        expectOneLaunchOfTheKept(awaitSamples(samples -> samples.keySet().stream().noneMatch(it -> it.contains("other"))));
    }

    private static void expectOneLaunchOfTheKept(Map<String, Double> samples) {
        assertThat(samples).containsEntry("sidecar_launches_total{sidecar=\"kept\"}", 1.0)
                .containsEntry("sidecar_time_to_ready_seconds_count{sidecar=\"kept\"}", 1.0)
                .containsEntry("sidecar_output_lines_total{sidecar=\"kept\",stream=\"stdout\"}", 1.0)
                .containsEntry("sidecar_last_exit_code{sidecar=\"kept\"}", Double.NaN)
                .containsEntry("sidecar_ready{sidecar=\"kept\"}", 1.0);
    }

    private static boolean ready(Map<String, Double> samples, String sidecar) {
        return Double.valueOf(1).equals(samples.get("sidecar_ready{sidecar=\"" + sidecar + "\"}"));
    }

    private static Map<String, Double> awaitSamples(Predicate<Map<String, Double>> condition) {
        return await().atMost(LONG).until(() -> {
            // A request of the application is what reloads it.
            RestAssured.given().port(HTTP).get("/");
            return MeteredApp.scrape(HTTP);
        }, condition);
    }

    private static void configure(String settings) {
        APP.modifyResourceFile("application.properties", before -> settings);
    }

    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                // another one
            }
        }
    }
}
