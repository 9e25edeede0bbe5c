package io.quarkiverse.sidecar.runtime;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A sidecar's status as JSON, for whoever looks from outside. What does not apply is absent. Neither its command nor its
 * environment nor its output: they may hold anything.
 */
public final class SidecarStatusJson {

    private SidecarStatusJson() {
    }

    /**
     * Never blocks.
     *
     * @param time writes a time
     */
    public static JsonObject of(SidecarHandle sidecar, Function<Instant, ?> time) {
        SidecarStatus status = sidecar.status();
        SidecarDeclaration declaration = sidecar.declaration();
        JsonObject json = new JsonObject().put("name", status.name()).put("state", status.state().name())
                .put("ready", status.ready()).put("launch", status.launch()).put("restarts", status.restarts())
                .put("required", declaration.required()).put("external", declaration.external())
                .put("dependsOn", new JsonArray(declaration.dependsOn().stream().sorted().toList()))
                .put("protections", new JsonArray(status.protections().stream().sorted().map(Enum::name).toList()));
        status.pid().ifPresent(pid -> json.put("pid", pid));
        status.port().ifPresent(port -> json.put("port", port));
        sidecar.uri().ifPresent(uri -> json.put("uri", uri.toString()));
        sidecar.disabledBy().ifPresent(key -> json.put("disabledBy", key));
        status.lastExit().ifPresent(exit -> json.put("lastExit", exit.toString()));
        status.readySince().ifPresent(at -> json.put("readySince", time.apply(at)));
        status.failure().ifPresent(failure -> json.put("failure", new JsonObject().put("reason", failure.reason().name())
                .put("message", failure.message()).put("at", time.apply(failure.at()))));
        List<String> waitsFor = sidecar.waitsFor();
        if (!waitsFor.isEmpty()) {
            json.put("waitingFor", new JsonArray(waitsFor));
        }
        return json;
    }
}
