package io.quarkiverse.sidecar.it.metrics;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;

/** An application with Micrometer and sidecars, and what a monitoring system reads of it. */
final class MeteredApp {

    static final Duration LONG = Duration.ofSeconds(60);

    /** What a sample of a sidecar begins with. */
    private static final String PREFIX = "sidecar_";

    private MeteredApp() {
    }

    static QuarkusUnitTest app() {
        return new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(MeteredApp.class))
                .overrideRuntimeConfigKey("quarkus.sidecar.state-directory", newFolder())
                .overrideConfigKey("quarkus.http.test-port", "0");
    }

    static String newFolder() {
        return Path.of("target/state/" + UUID.randomUUID()).toAbsolutePath().toString();
    }

    /** The sidecars' lines of {@code /q/metrics}: the sample's name with its labels, and its value. */
    static Map<String, Double> scrape(int port) {
        return parse(RestAssured.given().port(port).get("/q/metrics").then().statusCode(200).extract().asString().lines()
                .toList());
    }

    /** Of the application whose port RestAssured knows. */
    static Map<String, Double> scrape() {
        return scrape(RestAssured.port);
    }

    private static Map<String, Double> parse(List<String> lines) {
        Map<String, Double> samples = new TreeMap<>();
        for (String line : lines) {
            if (line.startsWith(PREFIX)) {
                int end = line.lastIndexOf(' ');
                samples.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
            }
        }
        return samples;
    }

    static void awaitSample(String sample, double value) {
        await().atMost(LONG).until(() -> scrape().get(sample), Double.valueOf(value)::equals);
    }
}
