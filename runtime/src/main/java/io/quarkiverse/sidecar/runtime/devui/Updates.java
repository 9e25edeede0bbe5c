package io.quarkiverse.sidecar.runtime.devui;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.Sidecars;
import io.quarkiverse.sidecar.runtime.devui.SidecarHistory.OutputLine;
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

    /** The lines that were written since it was last looked. For one viewer. */
    static final class OutputNews implements Supplier<Optional<JsonObject>> {

        private final RingBuffer<OutputLine> lines;
        private long next;

        OutputNews(RingBuffer<OutputLine> lines) {
            this.lines = lines;
        }

        /** Each line with its number; {@code missed} tells how many before the first one are gone. */
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

    /** How many sidecars are ready, when that has changed. For one viewer. */
    static final class SummaryNews implements Supplier<Optional<String>> {

        private final Sidecars sidecars;
        private String shown;

        SummaryNews(Sidecars sidecars) {
            this.sidecars = sidecars;
        }

        @Override
        public Optional<String> get() {
            List<Sidecar> all = sidecars.all();
            long ready = all.stream().filter(sidecar -> sidecar.status().ready()).count();
            String now = all.isEmpty() ? "none declared" : ready + " of " + all.size() + " ready";
            if (now.equals(shown)) {
                return Optional.empty();
            }
            shown = now;
            return Optional.of(now);
        }
    }
}
