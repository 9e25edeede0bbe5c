package io.quarkiverse.sidecar.runtime.state;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.runtime.cgroup.ControlGroup;
import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;
import io.quarkiverse.sidecar.runtime.redaction.LogSafe;
import io.quarkiverse.sidecar.runtime.state.PrivateFiles.UnusableFileException;

/** Records as JSON. Reading is strict: whatever is not exactly what we write is damaged, and no exception comes out. */
public final class RecordCodec {

    /** Far above what any record needs. */
    public static final int LIMIT_BYTES = 64 * 1024;

    private static final String TOKEN = "[0-9a-f]{32}";
    /** A launch that has more is known by what else it leaves. */
    private static final int MOST_DESCENDANTS = 500;
    private static final Pattern PIPES = Pattern.compile("(\\d{1,18}( \\d{1,18})?)?");
    private static final Pattern DESCENDANTS = Pattern.compile("(\\d{1,10}@\\d{1,18}( \\d{1,10}@\\d{1,18}){0,499})?");
    private static final Set<String> KEYS = Set.of("format", "sidecar", "bootId", "pidNamespace", "pid", "startTicks", "token",
            "owner", "leadsSession", "executable", "writtenAt", "outputPipes", "controlGroup", "lastSeenTicks", "descendants");

    private RecordCodec() {
    }

    public static String encode(LaunchRecord record) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", LaunchRecord.FORMAT);
        json.put("sidecar", record.sidecar());
        json.put("bootId", record.identity().machine().bootId());
        json.put("pidNamespace", record.identity().machine().pidNamespace());
        json.put("pid", record.identity().pid());
        json.put("startTicks", record.identity().startTicks());
        json.put("token", record.token());
        json.put("owner", record.runId().toString());
        json.put("leadsSession", record.leadsSession());
        json.put("executable", record.executable().toString());
        json.put("writtenAt", record.writtenAt().toString());
        LaunchTraces traces = record.traces();
        json.put("outputPipes", traces.outputPipes().stream().sorted().map(Object::toString).collect(Collectors.joining(" ")));
        json.put("controlGroup", traces.controlGroup().map(group -> group.directory().toString()).orElse(""));
        json.put("lastSeenTicks", traces.lastSeenTicks());
        json.put("descendants", traces.descendants().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .limit(MOST_DESCENDANTS).map(known -> known.getKey() + "@" + known.getValue())
                .collect(Collectors.joining(" ")));
        return FlatJson.write(json);
    }

    /** @throws IOException when it cannot be read now, which says nothing about what it holds */
    public static RecordFile read(Path file) throws IOException {
        try {
            return decode(PrivateFiles.read(file, LIMIT_BYTES));
        } catch (UnusableFileException e) {
            return new RecordFile.Damaged(LogSafe.of(e.getMessage()));
        }
    }

    public static RecordFile decode(String text) {
        try {
            return record(FlatJson.read(text));
        } catch (IOException | RuntimeException e) {
            return new RecordFile.Damaged(LogSafe.of(e.getMessage()));
        }
    }

    private static LaunchRecord record(Map<String, Object> json) {
        require(json.keySet().equals(KEYS), "its keys are " + json.keySet());
        require(wholeNumber(json, "format") == LaunchRecord.FORMAT, "its format is unknown: " + json.get("format"));
        String token = text(json, "token");
        require(token.matches(TOKEN), "its token is none");
        RunId runId = RunId.parse(text(json, "owner")).orElseThrow(() -> new IllegalArgumentException("its owner is none"));
        long startTicks = wholeNumber(json, "startTicks");
        require(startTicks >= 0, "its startTicks are negative");
        require(json.get("leadsSession") instanceof Boolean, "its leadsSession is neither true nor false");
        ProcessIdentity identity = new ProcessIdentity(
                new Machine(text(json, "bootId"), wholeNumber(json, "pidNamespace")), wholeNumber(json, "pid"), startTicks);
        return new LaunchRecord(text(json, "sidecar"), identity, token, runId, (Boolean) json.get("leadsSession"),
                Path.of(text(json, "executable")), Instant.parse(text(json, "writtenAt")),
                traces(json, new LaunchMarker(runId.toString(), token)));
    }

    private static LaunchTraces traces(Map<String, Object> json, LaunchMarker marker) {
        String pipes = text(json, "outputPipes");
        require(PIPES.matcher(pipes).matches(), "its outputPipes are none");
        String descendants = text(json, "descendants");
        require(DESCENDANTS.matcher(descendants).matches(), "its descendants are none");
        Optional<ControlGroup> group = Optional.of(text(json, "controlGroup")).filter(path -> !path.isEmpty())
                .map(path -> new ControlGroup(Path.of(path)));
        require(group.isEmpty() || group.get().isOf(marker.owner(), marker.token()),
                "its controlGroup is not one of its launch");
        long lastSeenTicks = wholeNumber(json, "lastSeenTicks");
        require(lastSeenTicks >= 0, "its lastSeenTicks are negative");
        return new LaunchTraces(words(pipes).map(Long::valueOf).collect(Collectors.toSet()),
                group, lastSeenTicks, words(descendants).map(word -> word.split("@"))
                        .collect(Collectors.toMap(known -> Long.valueOf(known[0]), known -> Long.valueOf(known[1]))));
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split(" ")).filter(word -> !word.isEmpty());
    }

    private static String text(Map<String, Object> json, String key) {
        require(json.get(key) instanceof String, "its " + key + " is no text");
        return (String) json.get(key);
    }

    private static long wholeNumber(Map<String, Object> json, String key) {
        Object value = json.get(key);
        require(value instanceof Long, "its " + key + " is no whole number");
        return (Long) value;
    }

    private static void require(boolean condition, String wrong) {
        if (!condition) {
            throw new IllegalArgumentException(wrong);
        }
    }

    /** What a record's file turned out to hold. */
    public sealed interface RecordFile permits LaunchRecord, RecordFile.Damaged {

        /**
         * Something that no version of us wrote, or not wholly.
         *
         * @param why what is wrong with it
         */
        record Damaged(String why) implements RecordFile {
        }
    }
}
