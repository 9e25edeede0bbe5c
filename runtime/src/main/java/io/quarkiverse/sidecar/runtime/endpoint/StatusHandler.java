package io.quarkiverse.sidecar.runtime.endpoint;

import java.time.Instant;
import java.util.NoSuchElementException;

import io.quarkiverse.sidecar.runtime.SidecarHandle;
import io.quarkiverse.sidecar.runtime.SidecarRegistry;
import io.quarkiverse.sidecar.runtime.SidecarStatusJson;
import io.quarkus.runtime.RuntimeValue;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Tells the status of all sidecars, or of the one that the path names. On the event loop: a snapshot, no probe, no I/O. */
final class StatusHandler implements Handler<RoutingContext> {

    private final RuntimeValue<SidecarRegistry> sidecars;

    StatusHandler(RuntimeValue<SidecarRegistry> sidecars) {
        this.sidecars = sidecars;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpMethod method = context.request().method();
        JsonResponse answer = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
                ? answer(context.pathParam(EndpointRecorder.NAME))
                : JsonResponse.wrongMethod("GET, HEAD");
        answer.send(context);
    }

    private JsonResponse answer(String name) {
        if (name == null) {
            JsonArray all = new JsonArray();
            sidecars.getValue().managed().forEach(sidecar -> all.add(json(sidecar)));
            return JsonResponse.of(200, new JsonObject().put("sidecars", all));
        }
        try {
            return JsonResponse.of(200, json(sidecars.getValue().get(name)));
        } catch (NoSuchElementException unknown) {
            return JsonResponse.refusal(404, unknown.getMessage());
        }
    }

    static JsonObject json(SidecarHandle sidecar) {
        return SidecarStatusJson.of(sidecar, Instant::toString);
    }
}
