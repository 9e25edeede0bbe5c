package io.quarkiverse.sidecar.deployment.test.devui;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.vertx.core.json.JsonObject;

/** The Dev UI of the application at that port, as its page calls it. */
final class DevUi implements AutoCloseable {

    private static final String NAMESPACE = "quarkus-sidecar_";

    private final JsonSocket socket;

    DevUi(int port) {
        this.socket = new JsonSocket(URI.create("ws://localhost:" + port + "/q/dev-ui/json-rpc-ws"));
    }

    /** What the method returns. */
    Object call(String method, JsonObject params) throws Exception {
        JsonObject answer = socket.call(NAMESPACE + method, params);
        if (answer.getJsonObject("result") == null) {
            throw new IllegalStateException(method + " was answered with " + answer);
        }
        return answer.getJsonObject("result").getValue("object");
    }

    /** The outcome of a command. */
    JsonObject command(String method, String sidecar) throws Exception {
        return (JsonObject) call(method, new JsonObject().put("sidecar", sidecar));
    }

    /** All updates so far; more are added as they come. */
    List<Object> stream(String method, JsonObject params) {
        List<Object> updates = new CopyOnWriteArrayList<>();
        socket.subscribe(NAMESPACE + method, params, message -> {
            JsonObject result = message.getJsonObject("result");
            if (result != null && "SubscriptionMessage".equals(result.getString("messageType"))) {
                updates.add(result.getValue("object"));
            }
        });
        return updates;
    }

    /** As {@link #stream}, and as the page does: each update is seen at once. */
    List<Object> watch(String method, JsonObject params) {
        List<Object> updates = new CopyOnWriteArrayList<>();
        socket.subscribe(NAMESPACE + method, params, message -> {
            JsonObject result = message.getJsonObject("result");
            if (result != null && "SubscriptionMessage".equals(result.getString("messageType"))) {
                updates.add(result.getValue("object"));
                seen(params.getString("viewer"));
            }
        });
        return updates;
    }

    void seen(String viewer) {
        socket.subscribe(NAMESPACE + "seen", new JsonObject().put("viewer", viewer), answer -> {
        });
    }

    @Override
    public void close() {
        socket.close();
    }
}
