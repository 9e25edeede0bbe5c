package io.quarkiverse.sidecar.deployment.test.devui;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.vertx.core.json.JsonObject;

/** Calls over a web socket: requests with a number, and answers with the same. The Dev UI speaks so, and Chromium. */
final class JsonSocket implements WebSocket.Listener, AutoCloseable {

    private final Map<Integer, Consumer<JsonObject>> takers = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger(ThreadLocalRandom.current().nextInt(1_000_000_000));
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    JsonSocket(URI address) {
        this.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, this).join();
    }

    /** The answer, whole: with {@code result} or {@code error}. */
    JsonObject call(String method, JsonObject params) throws Exception {
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        subscribe(method, params, answer::complete);
        return answer.get(30, TimeUnit.SECONDS);
    }

    /** @param answers takes each */
    synchronized void subscribe(String method, JsonObject params, Consumer<JsonObject> answers) {
        int number = numbers.incrementAndGet();
        takers.put(number, answers);
        socket.sendText(new JsonObject().put("id", number).put("method", method).put("params", params)
                .encode(), true).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            JsonObject message = new JsonObject(text.toString());
            text.setLength(0);
            Consumer<JsonObject> taker = message.containsKey("id") ? takers.get(message.getInteger("id")) : null;
            if (taker != null) {
                taker.accept(message);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
