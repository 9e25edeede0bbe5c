package io.quarkiverse.sidecar.runtime.devui;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.sidecar.SidecarFailure;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.ManagedSidecar;
import io.quarkiverse.sidecar.runtime.output.Redaction;
import io.quarkiverse.sidecar.runtime.supervise.SidecarDeclaration;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A sidecar as the page gets it. Times are milliseconds since 1970; what does not apply is absent. */
final class SidecarJson {

    private SidecarJson() {
    }

    static JsonObject of(ManagedSidecar sidecar, Chronicle chronicle) {
        SidecarStatus status = sidecar.status();
        SidecarDeclaration declaration = sidecar.declaration();
        JsonObject json = new JsonObject().put("name", status.name()).put("state", status.state().name())
                .put("ready", status.ready()).put("launch", status.launch()).put("restarts", status.restarts())
                .put("required", declaration.required()).put("external", declaration.external())
                .put("command", new JsonArray(command(declaration)))
                .put("dependsOn", new JsonArray(declaration.dependsOn().stream().sorted().toList()))
                .put("protections", new JsonArray(status.protections().stream().sorted().map(Enum::name).toList()))
                .put("events", events(chronicle));
        status.pid().ifPresent(pid -> json.put("pid", pid));
        status.port().ifPresent(port -> json.put("port", port));
        sidecar.uri().ifPresent(uri -> json.put("uri", uri.toString()));
        sidecar.disabledBy().ifPresent(key -> json.put("disabledBy", key));
        status.lastExit().ifPresent(exit -> json.put("lastExit", exit.toString()));
        status.failure().ifPresent(failure -> json.put("failure", failure(failure, status.name())));
        putTime(json, "readySince", status.readySince());
        putTime(json, "launchedAt", status.pid().isPresent() ? chronicle.launchedAt() : Optional.empty());
        putTime(json, "nextLaunchAt",
                NextLaunch.of(status, chronicle.nextLaunchAt(), declaration.rules().retryAfter()));
        return json;
    }

    private static List<String> command(SidecarDeclaration declaration) {
        Redaction secrets = Redaction.of(declaration.environment());
        return Redaction.command(declaration.command()).stream().map(secrets::line).toList();
    }

    private static JsonObject failure(SidecarFailure failure, String sidecar) {
        return new JsonObject().put("reason", failure.reason().name()).put("message", failure.message())
                .put("remedy", Remedies.of(failure.reason(), sidecar)).put("at", failure.at().toEpochMilli());
    }

    private static JsonArray events(Chronicle chronicle) {
        JsonArray events = new JsonArray();
        chronicle.events().all().forEach(event -> events.add(new JsonObject().put("at", event.at().toEpochMilli())
                .put("launch", event.launch()).put("tone", event.tone().name()).put("text", event.text())));
        return events;
    }

    private static void putTime(JsonObject json, String key, Optional<Instant> time) {
        time.ifPresent(at -> json.put(key, at.toEpochMilli()));
    }
}
