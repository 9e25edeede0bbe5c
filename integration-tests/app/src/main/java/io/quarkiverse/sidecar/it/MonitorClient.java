package io.quarkiverse.sidecar.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkiverse.sidecar.Sidecar;
import io.smallrye.common.annotation.Identifier;

/** Speaks with the agent monitor, wherever it answers now. Blocks the calling thread. */
@ApplicationScoped
class MonitorClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT).build();
    private final Sidecar monitor;

    MonitorClient(@Identifier("agent-monitor") Sidecar monitor) {
        this.monitor = monitor;
    }

    /** @throws MonitorUnavailableException when it is not ready or does not answer */
    Response get(String path) {
        return send(HttpRequest.newBuilder(address(path)).GET());
    }

    /** @throws MonitorUnavailableException when it is not ready or does not answer */
    Response post(String path, String body) {
        return send(HttpRequest.newBuilder(address(path)).POST(BodyPublishers.ofString(body)));
    }

    private URI address(String path) {
        return monitor.uri().map(base -> base.resolve(path))
                .orElseThrow(() -> MonitorUnavailableException.notReady(monitor.status()));
    }

    private Response send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
            return Response.status(answer.statusCode()).type(MediaType.APPLICATION_JSON_TYPE).entity(answer.body()).build();
        } catch (IOException e) {
            throw MonitorUnavailableException.noAnswer(monitor.status(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MonitorUnavailableException.noAnswer(monitor.status(), e);
        }
    }
}
