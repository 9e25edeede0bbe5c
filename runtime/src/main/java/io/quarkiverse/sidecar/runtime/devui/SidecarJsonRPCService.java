package io.quarkiverse.sidecar.runtime.devui;

import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Function;

import io.quarkiverse.sidecar.runtime.SidecarHandle;
import io.quarkiverse.sidecar.runtime.SidecarRegistry;
import io.quarkiverse.sidecar.runtime.devui.Updates.OutputNews;
import io.quarkiverse.sidecar.runtime.devui.Updates.SummaryNews;
import io.quarkus.runtime.annotations.JsonRpcDescription;
import io.smallrye.mutiny.Multi;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What the Dev UI's page calls. Commands are accepted and answered at once, with {@code success} and a {@code message} for
 * people; what comes of them the streams tell. A stream sends an update, and the next one once {@link #seen} was called with
 * the viewer's id.
 */
public class SidecarJsonRPCService {

    private final SidecarRegistry sidecars;
    private final DevUiListener watch;

    SidecarJsonRPCService(SidecarRegistry sidecars, DevUiListener watch) {
        this.sidecars = sidecars;
        this.watch = watch;
    }

    @JsonRpcDescription("All sidecars (helper processes) of the application, with state, pid, port, failure and last events")
    public JsonArray list() {
        JsonArray all = new JsonArray();
        sidecars.managed().forEach(sidecar -> all.add(DevUiJson.of(sidecar, watch.chronicle(sidecar.name()))));
        return all;
    }

    /** How many are ready, for the card: {@code 1 of 2 ready}. Needs no {@link #seen}. */
    public Multi<String> streamSummary() {
        String viewer = UUID.randomUUID().toString();
        return watch.viewers().join(viewer, DevUiListener.STATES, () -> new SummaryNews(sidecars))
                .invoke(() -> watch.viewers().seen(viewer));
    }

    /** All sidecars as in {@link #list}, whenever something has changed. */
    public Multi<JsonObject> streamSidecars(String viewer) {
        return watch.viewers().join(viewer, DevUiListener.STATES, () -> new Updates(this::list));
    }

    /** What a sidecar writes: the last lines that are still known, and from then on every one. */
    public Multi<JsonObject> streamOutput(String viewer, String sidecar) {
        if (sidecars.find(sidecar).isEmpty()) {
            return Multi.createFrom().item(() -> outcome(sidecar, found -> new JsonObject()));
        }
        return watch.viewers().join(viewer, DevUiListener.outputOf(sidecar),
                () -> new OutputNews(watch.chronicle(sidecar).lines()));
    }

    /** That viewer has seen its last update. */
    public boolean seen(String viewer) {
        return watch.viewers().seen(viewer);
    }

    @JsonRpcDescription("Start a sidecar that is down, and what it depends on")
    public JsonObject start(@JsonRpcDescription("The name of the sidecar") String sidecar) {
        return outcome(sidecar, found -> {
            if (found.disabledBy().isPresent()) {
                return failure("Sidecar '%s' is switched off by %s=false".formatted(sidecar, found.disabledBy().get()));
            }
            found.start();
            return success("Sidecar '%s' is being started".formatted(sidecar));
        });
    }

    @JsonRpcDescription("Stop a sidecar with all its processes; it stays down until it is started")
    public JsonObject stop(@JsonRpcDescription("The name of the sidecar") String sidecar) {
        return outcome(sidecar, found -> {
            found.stop();
            return success("Sidecar '%s' is being stopped".formatted(sidecar));
        });
    }

    @JsonRpcDescription("End a sidecar and launch it anew")
    public JsonObject restart(@JsonRpcDescription("The name of the sidecar") String sidecar) {
        return outcome(sidecar, found -> {
            if (found.disabledBy().isPresent()) {
                return failure("Sidecar '%s' is switched off by %s=false".formatted(sidecar, found.disabledBy().get()));
            }
            found.restart();
            return success("Sidecar '%s' is being restarted".formatted(sidecar));
        });
    }

    @JsonRpcDescription("Kill the main process of a sidecar, as a crash would, to see it heal")
    public JsonObject kill(@JsonRpcDescription("The name of the sidecar") String sidecar) {
        return outcome(sidecar, found -> found.kill() ? success("Sidecar '%s' was killed".formatted(sidecar))
                : failure("Sidecar '%s' has no process that could be killed".formatted(sidecar)));
    }

    /** An unknown name is reported to the caller, and not logged as an error. */
    private JsonObject outcome(String sidecar, Function<SidecarHandle, JsonObject> command) {
        try {
            return command.apply(sidecars.get(sidecar));
        } catch (NoSuchElementException unknown) {
            return failure(unknown.getMessage());
        }
    }

    private static JsonObject success(String message) {
        return new JsonObject().put("success", true).put("message", message);
    }

    private static JsonObject failure(String message) {
        return new JsonObject().put("success", false).put("message", message);
    }
}
