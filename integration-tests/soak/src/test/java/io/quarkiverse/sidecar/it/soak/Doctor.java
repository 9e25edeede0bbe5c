package io.quarkiverse.sidecar.it.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Asks the application. Safe for use by any thread. */
final class Doctor {

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = new ObjectMapper();

    /** Empty when there is no answer. */
    Optional<Readiness> readiness(String address) throws InterruptedException {
        long from = System.nanoTime();
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(address + "/q/health/ready")).timeout(Duration.ofSeconds(10)).build(),
                    HttpResponse.BodyHandlers.ofString());
            for (JsonNode check : json.readTree(answer.body()).path("checks")) {
                if (check.path("name").asText().equals("Sidecars")) {
                    return Optional.of(new Readiness(from, System.nanoTime(), check.path("status").asText().equals("UP"),
                            sidecars(check.path("data"))));
                }
            }
            return Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Tells it to do something with its own sidecar. Answers what it said. */
    String post(String address, String path) throws InterruptedException {
        try {
            return "HTTP " + client.send(HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(10))
                    .POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException gone) {
            return "no answer";
        }
    }

    private static Map<String, Readiness.Sidecar> sidecars(JsonNode data) {
        Map<String, Readiness.Sidecar> sidecars = new HashMap<>();
        data.fieldNames().forEachRemaining(key -> {
            if (key.endsWith(".state")) {
                String name = key.substring(0, key.length() - ".state".length());
                sidecars.put(name, new Readiness.Sidecar(data.path(key).asText(), data.path(name + ".launch").asInt(),
                        data.path(name + ".pid").asLong(), data.path(name + ".port").asInt(),
                        data.has(name + ".waiting-for")));
            }
        });
        return sidecars;
    }
}
