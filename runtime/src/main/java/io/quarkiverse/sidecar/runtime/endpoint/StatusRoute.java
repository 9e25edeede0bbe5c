package io.quarkiverse.sidecar.runtime.endpoint;

import java.time.Instant;
import java.util.NoSuchElementException;

import io.quarkiverse.sidecar.runtime.ManagedSidecar;
import io.quarkiverse.sidecar.runtime.ManagedSidecars;
import io.quarkiverse.sidecar.runtime.StatusJson;
import io.quarkus.runtime.RuntimeValue;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Tells the status of all sidecars, or of the one that the path names. On the event loop: a snapshot, no probe, no I/O. */
final class StatusRoute implements Handler<RoutingContext> {

    private final RuntimeValue<ManagedSidecars> sidecars;

    StatusRoute(RuntimeValue<ManagedSidecars> sidecars) {
        this.sidecars = sidecars;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpMethod method = context.request().method();
        Answer answer = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
                ? answer(context.pathParam(EndpointRecorder.NAME))
                : Answer.wrongMethod("GET, HEAD");
        answer.send(context);
    }

    private Answer answer(String name) {
        if (name == null) {
            JsonArray all = new JsonArray();
            sidecars.getValue().managed().forEach(sidecar -> all.add(json(sidecar)));
            return Answer.of(200, new JsonObject().put("sidecars", all));
        }
        try {
            return Answer.of(200, json(sidecars.getValue().get(name)));
        } catch (NoSuchElementException unknown) {
            return Answer.refusal(404, unknown.getMessage());
        }
    }

    static JsonObject json(ManagedSidecar sidecar) {
        return StatusJson.of(sidecar, Instant::toString);
    }
}
