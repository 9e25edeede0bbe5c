package io.quarkiverse.sidecar.runtime.devui;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.SidecarHandle;
import io.quarkiverse.sidecar.runtime.SidecarStatusJson;
import io.quarkiverse.sidecar.runtime.redaction.Redaction;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A sidecar as the page gets it. Times are milliseconds since 1970; what does not apply is absent. */
final class DevUiJson {

    private DevUiJson() {
    }

    static JsonObject of(SidecarHandle sidecar, SidecarHistory chronicle) {
        SidecarStatus status = sidecar.status();
        SidecarDeclaration declaration = sidecar.declaration();
        JsonObject json = SidecarStatusJson.of(sidecar, Instant::toEpochMilli)
                .put("command", new JsonArray(command(declaration))).put("events", events(chronicle));
        JsonObject failure = json.getJsonObject("failure");
        if (failure != null) {
            failure.put("remedy", FailureAdvice.of(FailureReason.valueOf(failure.getString("reason")), status.name()));
        }
        putTime(json, "launchedAt", status.pid().isPresent() ? chronicle.launchedAt() : Optional.empty());
        putTime(json, "nextLaunchAt",
                NextLaunch.of(status, chronicle.nextLaunchAt(), declaration.rules().retryAfter()));
        return json;
    }

    private static List<String> command(SidecarDeclaration declaration) {
        Redaction secrets = Redaction.of(declaration.environment());
        return Redaction.command(declaration.command()).stream().map(secrets::line).toList();
    }

    private static JsonArray events(SidecarHistory chronicle) {
        JsonArray events = new JsonArray();
        chronicle.events().all().forEach(event -> events.add(new JsonObject().put("at", event.at().toEpochMilli())
                .put("launch", event.launch()).put("tone", event.tone().name()).put("text", event.text())));
        return events;
    }

    private static void putTime(JsonObject json, String key, Optional<Instant> time) {
        time.ifPresent(at -> json.put(key, at.toEpochMilli()));
    }

    /** When a sidecar that is down is launched again by itself, if it is. Pure. */
    static final class NextLaunch {

        private NextLaunch() {
        }

        /**
         * @param delayOver when the delay of its latest restart is over
         * @param retryAfter after so many nanoseconds a failed one is tried again
         */
        static Optional<Instant> of(SidecarStatus status, Optional<Instant> delayOver, OptionalLong retryAfter) {
            if (status.state() == SidecarState.BACKING_OFF) {
                return delayOver;
            }
            if (status.state() == SidecarState.FAILED && retryAfter.isPresent()) {
                return status.failure().map(failure -> failure.at().plusNanos(retryAfter.getAsLong()));
            }
            return Optional.empty();
        }
    }
}
