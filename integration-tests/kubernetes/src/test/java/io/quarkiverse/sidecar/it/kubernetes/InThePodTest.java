package io.quarkiverse.sidecar.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.sun.net.httpserver.HttpServer;

import io.fabric8.kubernetes.api.model.apps.Deployment;

/** The packaged application with exactly the environment that the manifest gives it; beside it listens what the test starts. */
@Timeout(300)
class InThePodTest {

    static final Duration LONG = Duration.ofSeconds(60);

    private final Map<String, Integer> ports = new TreeMap<>();
    private final List<AutoCloseable> beside = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : beside) {
            one.close();
        }
    }

    @Test
    void watchesTheSidecarsThatAreContainersWhateverTheyAreCalled() throws Exception {
        Map<String, String> properties = new TreeMap<>();
        sidecar(properties, "\"agent-monitor\"", "agent-monitor").put("quarkus.sidecar.\"agent-monitor\".health.path", "/ok");
        sidecar(properties, "my-store", "my-store").put("quarkus.sidecar.my-store.depends-on", "shipper,agent-monitor");
        sidecar(properties, "\"a.b\"", "a.b").put("quarkus.sidecar.\"a.b\".host", "192.0.2.1");
        sidecar(properties, "plain", "plain").put("quarkus.sidecar.plain.environment.API_TOKEN", "${NOT_IN_THE_POD}");
        properties.put("quarkus.sidecar.plain.container.secrets.API_TOKEN", "plain/token");
        sidecar(properties, "Big_Name", "Big_Name").put("quarkus.sidecar.Big_Name.health.command", "/not/in/this/image");
        sidecar(properties, "shipper", "shipper").remove("quarkus.sidecar.shipper.port");
        Integer ofShipper = ports.remove("shipper");

        Built built = Project.of(properties).build();
        for (int port : ports.values()) {
            listen(port);
        }
        AppContainer pod = new AppContainer(built.jar(),
                built.resource("kubernetes", Deployment.class).getSpec().getTemplate().getSpec()
                        .getContainers().get(0));
        beside.add(pod);

        await().atMost(LONG).failFast(() -> assertThat(pod.alive()).as(pod.output()).isTrue())
                .until(() -> pod.readiness() != null);
        await().atMost(LONG).untilAsserted(() -> {
            Map<String, Object> data = pod.readiness().getMap("checks.find { it.name == 'Sidecars' }.data");
            ports.forEach((name, port) -> assertThat(data).as(pod.output()).containsEntry(name + ".state", "READY")
                    .containsEntry(name + ".port", port).doesNotContainKey(name + ".pid"));
            assertThat(data).as("asked by the kubelet alone: %s", ofShipper).doesNotContainKey("shipper.pid");
        });
        assertThat(pod.readiness().getString("status")).isEqualTo("UP");
        assertThat(pod.output()).doesNotContain("WARN").doesNotContain("ERROR");
    }

    /** With a program that there is not: had the application to launch it, it would have failed. */
    private Map<String, String> sidecar(Map<String, String> properties, String inKeys, String name) {
        ports.put(name, Ports.free());
        properties.put("quarkus.sidecar." + inKeys + ".command", "/no/such/program");
        properties.put("quarkus.sidecar." + inKeys + ".container.image", "acme/image:1");
        properties.put("quarkus.sidecar." + inKeys + ".port", ports.get(name).toString());
        return properties;
    }

    private void listen(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/ok", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        beside.add(() -> server.stop(0));
    }
}
