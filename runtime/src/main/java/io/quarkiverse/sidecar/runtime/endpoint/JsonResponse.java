package io.quarkiverse.sidecar.runtime.endpoint;

import java.util.Map;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * What is answered to a request.
 *
 * @param status the HTTP status
 * @param headers besides those that every answer has
 */
record JsonResponse(int status, JsonObject body, Map<String, String> headers) {

    static JsonResponse of(int status, JsonObject body) {
        return new JsonResponse(status, body, Map.of());
    }

    /** Something that is not done, and why. */
    static JsonResponse refusal(int status, String message) {
        return of(status, new JsonObject().put("message", message));
    }

    static JsonResponse wrongMethod(String allowed) {
        return new JsonResponse(405, new JsonObject().put("message", "Use " + allowed), Map.of("Allow", allowed));
    }

    /** A status changes at any moment, and may depend on credentials: it must not be cached. */
    void send(RoutingContext context) {
        if (context.response().headWritten()) {
            // Credentials that turn out to be wrong when they are asked for: the application's security has answered.
            return;
        }
        // Otherwise both sides would wait for a body that was not requested.
        context.request().resume();
        HttpServerResponse response = context.response().setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").putHeader("X-Content-Type-Options", "nosniff");
        headers.forEach(response::putHeader);
        response.end(body.toBuffer());
    }
}
