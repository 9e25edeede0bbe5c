package io.quarkiverse.sidecar.runtime.devui;

import java.util.Optional;
import java.util.function.Supplier;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** All sidecars, when anything has changed since they were last looked at. For one viewer. */
final class Updates implements Supplier<Optional<JsonObject>> {

    private final Supplier<JsonArray> sidecars;
    private JsonArray shown;

    Updates(Supplier<JsonArray> sidecars) {
        this.sidecars = sidecars;
    }

    /** With the present time, for a browser whose clock is another. */
    @Override
    public Optional<JsonObject> get() {
        JsonArray now = sidecars.get();
        if (now.equals(shown)) {
            return Optional.empty();
        }
        shown = now;
        return Optional.of(new JsonObject().put("now", System.currentTimeMillis()).put("sidecars", now));
    }
}
