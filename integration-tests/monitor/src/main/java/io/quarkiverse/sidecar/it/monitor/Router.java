package io.quarkiverse.sidecar.it.monitor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/** Finds the handler of a method and an exact path, and limits what is read. */
final class Router implements HttpHandler {

    static final int MAX_BODY_BYTES = 16 * 1024;

    private final Map<String, Map<String, Function<Request, Answer>>> handlers = new HashMap<>();
    private final Switches switches;

    Router(Switches switches) {
        this.switches = switches;
    }

    Router on(String method, String path, Function<Request, Answer> handler) {
        handlers.computeIfAbsent(path, key -> new HashMap<>()).put(method, handler);
        return this;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        switches.blockWhileHanging();
        answer(exchange).send(exchange);
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        Map<String, Function<Request, Answer>> methods = handlers.get(exchange.getRequestURI().getPath());
        if (methods == null) {
            return Answer.error(404, "there is nothing at " + exchange.getRequestURI().getPath());
        }
        Function<Request, Answer> handler = methods.get(exchange.getRequestMethod());
        if (handler == null) {
            return Answer.error(405, "only " + String.join(" and ", methods.keySet()) + " here");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            return Answer.error(413, "a body of at most " + MAX_BODY_BYTES + " bytes is taken");
        }
        try {
            return handler.apply(new Request(exchange.getRequestURI(), new String(body, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Answer.error(400, e.getMessage());
        }
    }
}
