package io.quarkiverse.sidecar.runtime.reclaim;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.process.Machine;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.vertx.core.json.JsonObject;

/** Records as JSON. Reading is strict: whatever is not exactly what we write is damaged, and no exception comes out. */
final class RecordFormat {

    /** Far above what any record needs. */
    static final int LIMIT_BYTES = 64 * 1024;

    private static final String TOKEN = "[0-9a-f]{32}";
    private static final Set<String> KEYS = Set.of("format", "sidecar", "bootId", "pidNamespace", "pid", "startTicks", "token",
            "owner", "leadsSession", "executable", "writtenAt");

    private RecordFormat() {
    }

    /**
     * Makes Vert.x choose its JSON codec now, by the caller's class loader. It chooses once for the whole application: on the
     * launcher's thread it would not find the one that Quarkus brings.
     */
    static void load() {
        new JsonObject().encode();
    }

    static String encode(SidecarRecord record) {
        return new JsonObject()
                .put("format", SidecarRecord.FORMAT)
                .put("sidecar", record.sidecar())
                .put("bootId", record.identity().machine().bootId())
                .put("pidNamespace", record.identity().machine().pidNamespace())
                .put("pid", record.identity().pid())
                .put("startTicks", record.identity().startTicks())
                .put("token", record.token())
                .put("owner", record.owner().toString())
                .put("leadsSession", record.leadsSession())
                .put("executable", record.executable().toString())
                .put("writtenAt", record.writtenAt().toString())
                .encodePrettily();
    }

    static RecordFile read(Path file) {
        try {
            return decode(PrivateFiles.read(file, LIMIT_BYTES));
        } catch (IOException e) {
            return new RecordFile.Damaged(e.getMessage());
        }
    }

    static RecordFile decode(String text) {
        try {
            return record(new JsonObject(text));
        } catch (RuntimeException e) {
            return new RecordFile.Damaged(e.getMessage());
        }
    }

    private static SidecarRecord record(JsonObject json) {
        require(json.fieldNames().equals(KEYS), "its keys are " + json.fieldNames());
        require(wholeNumber(json, "format") == SidecarRecord.FORMAT, "its format is unknown: " + json.getValue("format"));
        String token = text(json, "token");
        require(token.matches(TOKEN), "its token is none");
        OwnerId owner = OwnerId.parse(text(json, "owner")).orElseThrow(() -> new IllegalArgumentException("its owner is none"));
        long startTicks = wholeNumber(json, "startTicks");
        require(startTicks >= 0, "its startTicks are negative");
        require(json.getValue("leadsSession") instanceof Boolean, "its leadsSession is neither true nor false");
        ProcessIdentity identity = new ProcessIdentity(
                new Machine(text(json, "bootId"), wholeNumber(json, "pidNamespace")), wholeNumber(json, "pid"), startTicks);
        return new SidecarRecord(text(json, "sidecar"), identity, token, owner, json.getBoolean("leadsSession"),
                Path.of(text(json, "executable")), Instant.parse(text(json, "writtenAt")));
    }

    private static String text(JsonObject json, String key) {
        require(json.getValue(key) instanceof String, "its " + key + " is no text");
        return json.getString(key);
    }

    private static long wholeNumber(JsonObject json, String key) {
        Object value = json.getValue(key);
        require(value instanceof Integer || value instanceof Long, "its " + key + " is no whole number");
        return ((Number) value).longValue();
    }

    private static void require(boolean condition, String wrong) {
        if (!condition) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
