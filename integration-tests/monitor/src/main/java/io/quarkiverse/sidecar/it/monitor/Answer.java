package io.quarkiverse.sidecar.it.monitor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;

/**
 * What a handler answers.
 *
 * @param afterwards what happens once the answer is sent
 */
record Answer(int status, String type, String body, Runnable afterwards) {

    static Answer json(int status, String body) {
        return new Answer(status, "application/json", body, () -> {
        });
    }

    static Answer html(String body) {
        return new Answer(200, "text/html; charset=utf-8", body, () -> {
        });
    }

    static Answer error(int status, String message) {
        return json(status, "{\"error\":" + Json.string(message) + "}");
    }

    Answer then(Runnable action) {
        return new Answer(status, type, body, action);
    }

    void send(HttpExchange exchange) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
        afterwards.run();
    }
}
