package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.ContinuousTestingTestUtils;
import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.RestAssured;

/** An application in dev mode and its tests, both in one JVM and with one state folder: each keeps to its own sidecar. */
class ContinuousTestingTest {

    static final Duration LONG = Duration.ofSeconds(60);
    static final Path FOLDER = Path.of("target", "continuous", UUID.randomUUID().toString()).toAbsolutePath();
    static final Path PIDS = FOLDER.resolve("pids");

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addAsResource(new StringAsset(ContinuousTestingTestUtils.appProperties(
                    "quarkus.test.continuous-testing=enabled",
                    "quarkus.http.test-port=0",
                    "quarkus.sidecar.state-directory=" + FOLDER.resolve("state"),
                    "quarkus.sidecar.helper.command=sleep,1000",
                    "quarkus.sidecar.helper.restart.stable-after=200ms",
                    "pids=" + PIDS)), "application.properties"))
            .withTestArchive(jar -> jar.addClass(OwnSidecarET.class));

    @Test
    void neitherTouchesTheSidecarOfTheOther() throws IOException {
        Files.createDirectories(FOLDER);
        await().atMost(LONG).until(() -> ready("state"), "READY"::equals);
        String ofTheApplication = ready("pid");

        await().atMost(LONG).until(() -> Files.exists(PIDS) && Files.size(PIDS) > 1);
        assertThat(Files.readString(PIDS).strip()).isNotEqualTo(ofTheApplication);
        assertThat(ready("pid")).isEqualTo(ofTheApplication);
        assertThat(ready("launch")).isEqualTo("1");
    }

    private static String ready(String key) {
        return RestAssured.get("/q/health/ready").path("checks.find { it.name == 'Sidecars' }.data.'helper." + key + "'")
                + "";
    }
}
