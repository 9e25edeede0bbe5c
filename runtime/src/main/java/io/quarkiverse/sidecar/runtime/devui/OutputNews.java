package io.quarkiverse.sidecar.runtime.devui;

import java.util.Optional;
import java.util.function.Supplier;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The lines that were written since it was last looked. For one viewer. */
final class OutputNews implements Supplier<Optional<JsonObject>> {

    private final RingBuffer<OutputLine> lines;
    private long next;

    OutputNews(RingBuffer<OutputLine> lines) {
        this.lines = lines;
    }

    /** Each line with its number; {@code missed} tells how many before the first one nobody can see any more. */
    @Override
    public Optional<JsonObject> get() {
        RingBuffer.Page<OutputLine> page = lines.from(next);
        next = page.next();
        if (page.items().isEmpty()) {
            return Optional.empty();
        }
        JsonArray items = new JsonArray();
        for (int n = 0; n < page.items().size(); n++) {
            OutputLine line = page.items().get(n);
            items.add(new JsonObject().put("number", page.first() + n).put("at", line.at().toEpochMilli())
                    .put("stream", line.stream().name()).put("text", line.text()));
        }
        return Optional.of(new JsonObject().put("missed", page.missed()).put("lines", items));
    }
}
