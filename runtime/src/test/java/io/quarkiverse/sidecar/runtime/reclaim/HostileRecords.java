package io.quarkiverse.sidecar.runtime.reclaim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;
import io.quarkiverse.sidecar.runtime.state.RecordCodec;
import io.quarkiverse.sidecar.runtime.state.RunId;

/**
 * Makes records that must end nobody: of good ones, of innocent processes and of dead runs, by changes of any kind. The same
 * seed and number make the same record.
 */
final class HostileRecords {

    /** Of this run alone: other tests of this machine have dead runs, too. */
    static final String TOKEN = hex();

    /** No process has started at tick 1 with that pid. */
    static final RunId DEAD = new RunId(4_000_000, 1, hex());
    static final RunId OTHER_DEAD = new RunId(4_000_001, 1, hex());

    private final ProcessTable table;
    private final long seed;
    private final RunId live;
    private final List<Bystanders.Innocent> innocents;
    private final Map<String, List<String>> hostileValues;

    HostileRecords(ProcessTable table, long seed, RunId live, List<Bystanders.Innocent> innocents) {
        this.table = table;
        this.seed = seed;
        this.live = live;
        this.innocents = innocents;
        this.hostileValues = hostileValues();
    }

    byte[] make(int number) {
        Random random = new Random(seed * 1_000_003 + number);
        while (true) {
            byte[] content = once(random);
            String text = new String(content, StandardCharsets.UTF_8);
            if (!(RecordCodec.decode(text) instanceof LaunchRecord record) || !proves(record)) {
                return content;
            }
        }
    }

    /** What even a careful reader must take for a true record of an orphan: no forgery, but the truth. */
    private boolean proves(LaunchRecord record) {
        return record.identity().machine().equals(table.machine()) && !record.runId().equals(live)
                && innocents.stream().anyMatch(innocent -> record.marker().equals(innocent.marker())
                        || record.identity().pid() == innocent.pid()
                                && record.identity().startTicks() == innocent.entry().startTicks() && innocent.marker() == null
                                && (record.leadsSession() && innocent.entry().leadsSession()
                                        || record.executable().equals(innocent.executable())));
    }

    private byte[] once(Random random) {
        Map<String, String> fields = fields(base(random));
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            changeAField(fields, random);
        }
        String text = json(fields, random);
        return random.nextInt(4) == 0 ? changeTheText(text, random) : text.getBytes(StandardCharsets.UTF_8);
    }

    /** All that is true of an innocent process, but for one thing at most. */
    private LaunchRecord base(Random random) {
        Bystanders.Innocent of = pick(innocents, random);
        boolean dead = random.nextInt(8) == 0;
        long pid = dead ? 3_999_000 + random.nextInt(900) : of.pid();
        long ticks = of.entry().startTicks() + (random.nextInt(3) == 0 ? random.nextInt(5) - 2 : 0);
        String token = of.marker() != null && random.nextBoolean() ? of.marker().token() : TOKEN;
        return new LaunchRecord("helper",
                new ProcessIdentity(random.nextInt(6) == 0 ? elsewhere(random) : table.machine(), pid,
                        ticks),
                token, pick(List.of(DEAD, DEAD, OTHER_DEAD, live), random), random.nextBoolean(),
                random.nextBoolean() ? of.executable() : Path.of("/no/such/program"), Instant.EPOCH, LaunchTraces.NONE);
    }

    private Machine elsewhere(Random random) {
        Machine here = table.machine();
        return random.nextBoolean() ? new Machine(here.bootId(), here.pidNamespace() + 1)
                : new Machine("00000000-0000-4000-8000-000000000000", here.pidNamespace());
    }

    private void changeAField(Map<String, String> fields, Random random) {
        String key = pick(List.copyOf(hostileValues.keySet()), random);
        switch (random.nextInt(12)) {
            case 0 -> fields.remove(key);
            case 1 -> fields.put(pick(List.of("more", "", "pid ", "PID", "__proto__", "\\u0000"), random), "1");
            // The same key again, only that JSON may write it in two ways.
            case 2 -> fields.put("\\u00" + Integer.toHexString(key.charAt(0)) + key.substring(1),
                    pick(hostileValues.get(key), random));
            default -> fields.put(key, pick(hostileValues.get(key), random));
        }
    }

    private static String json(Map<String, String> fields, Random random) {
        List<String> lines = new ArrayList<>();
        fields.forEach((key, value) -> lines.add("\"" + key + "\" : " + value));
        if (random.nextInt(10) == 0) {
            Collections.shuffle(lines, random);
        }
        if (random.nextInt(20) == 0) {
            lines.add(pick(lines.isEmpty() ? List.of("") : lines, random));
        }
        return lines.stream().collect(Collectors.joining(",\n  ", "{\n  ", "\n}"));
    }

    private static byte[] changeTheText(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> Arrays.copyOf(bytes, at);
            case 4, 5 -> flipped(bytes, at, random);
            case 6 -> with(bytes, at, noise(random, 1 + random.nextInt(40)));
            case 7 -> with(bytes, at, new byte[] { (byte) 0xC3, (byte) 0x28, (byte) 0xFF, (byte) 0xED, (byte) 0xA0 });
            case 8 -> with(bytes, 0, new byte[] { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF });
            case 9 -> with(bytes, bytes.length, pick(List.of(text, "x", "}", "\0", "// end", "]", " {}"), random));
            case 10 -> with(bytes, bytes.length, " ".repeat(70_000));
            case 11 ->
                pick(List.of("", " ", "\0\0\0", "null", "[]", "1", "\"x\"", "{}", "kill -9 -1", "4711\n", "{\"pid\":1e999}"),
                        random).getBytes(StandardCharsets.UTF_8);
            case 12 -> noise(random, random.nextInt(5_000));
            case 13 -> pick(List.of("[" + text + "]", "{\"record\":" + text + "}", "/**/" + text, "#\n" + text), random)
                    .getBytes(StandardCharsets.UTF_8);
            case 14 -> (pick(List.of("{\"a\":", "[", "{\"pid\":["), random).repeat(10_000)).getBytes(StandardCharsets.UTF_8);
            default -> text.getBytes(StandardCharsets.UTF_16);
        };
    }

    private static byte[] flipped(byte[] bytes, int at, Random random) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private static byte[] with(byte[] bytes, int at, String more) {
        return with(bytes, at, more.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] with(byte[] bytes, int at, byte[] more) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes, 0, at);
        all.writeBytes(more);
        all.write(bytes, at, bytes.length - at);
        return all.toByteArray();
    }

    private static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    /** As it is written, value by value: each is JSON of its own. */
    private static Map<String, String> fields(LaunchRecord record) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : RecordCodec.encode(record).split("\n")) {
            int colon = line.indexOf(" : ");
            if (colon > 0) {
                fields.put(line.substring(0, colon).strip().replace("\"", ""), line.substring(colon + 3).replaceAll(",$", ""));
            }
        }
        return fields;
    }

    private Map<String, List<String>> hostileValues() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        List<String> numbers = new ArrayList<>(List.of("-1", "0", "1", "2", "-0", "2147483648", "4294967296", "-2147483648",
                "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e999", "12.5", "1E2", "0x10", "007",
                "NaN", "null", "true", "[]", "{}", "[4711]", "\"4711\"", "9".repeat(2000)));
        List<String> pids = new ArrayList<>(numbers);
        ProcessHandle self = ProcessHandle.current();
        pids.add("" + self.pid());
        self.parent().ifPresent(parent -> pids.add("" + parent.pid()));
        List<String> ticks = new ArrayList<>(numbers);
        for (Bystanders.Innocent innocent : innocents) {
            pids.addAll(List.of("" + innocent.pid(), "" + (innocent.pid() + (1L << 32)), "-" + innocent.pid()));
            long start = innocent.entry().startTicks();
            ticks.addAll(List.of("" + start, "" + (start - 1), "" + (start + 1), "" + (start + (1L << 32))));
        }
        List<String> texts = List.of("\"\"", "\"\\u0000\"", "\"a/../../b\"", "\"..\"", "\"/\"", "\"%s%n%d\"",
                "\"\\n\\u001b[31mX\"",
                "\"\\ud800\"", "\"größe 日本\"", "\"" + "x".repeat(10_000) + "\"", "1", "null", "false", "[\"a\"]", "{\"a\":{}}",
                "'x'", "\"unterminated");
        long selfTicks = table.find(self.pid()).orElseThrow().startTicks();
        long firstTicks = table.find(1).orElseThrow().startTicks();
        values.put("format", List.of("0", "2", "-1", "\"1\"", "1.0", "1e0", "null", "4294967297"));
        values.put("sidecar", texts);
        values.put("bootId", and(texts, "\"" + table.machine().bootId().toUpperCase() + "\"",
                "\"00000000-0000-4000-8000-000000000000\""));
        values.put("pidNamespace", and(numbers, "" + (table.machine().pidNamespace() + (1L << 32))));
        values.put("pid", pids);
        values.put("startTicks", ticks);
        values.put("token", and(texts, quoted(TOKEN), quoted(TOKEN.toUpperCase()), quoted(TOKEN.substring(1)),
                quoted(TOKEN + "0"), quoted("fedcba9876543210".repeat(2)), quoted("f".repeat(32)), quoted("*")));
        values.put("owner", and(texts, quoted(DEAD), quoted(OTHER_DEAD), quoted(live), quoted("0-0-" + "a".repeat(32)),
                quoted("-1-1-" + "a".repeat(32)), quoted(self.pid() + "-" + selfTicks + "-" + "a".repeat(32)),
                quoted("1-" + firstTicks + "-" + "a".repeat(32)), quoted("9999999999-999999999999999999-" + "a".repeat(32)),
                quoted("1-1-*"), quoted("nobody"), quoted(DEAD + "," + live)));
        values.put("leadsSession", List.of("true", "false", "\"true\"", "1", "0", "null", "[true]"));
        List<String> programs = new ArrayList<>(texts);
        innocents.forEach(innocent -> programs.add(quoted(innocent.executable())));
        values.put("executable", programs);
        values.put("writtenAt", and(texts, quoted("yesterday"), quoted("+1000000000-12-31T23:59:59.999999999Z"),
                quoted("-1000000000-01-01T00:00:00Z"), quoted("1970-01-01T00:00:00Z"), quoted("2026-02-30T00:00:00Z")));
        return values;
    }

    private static List<String> and(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
    }

    private static String hex() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static String quoted(Object text) {
        return "\"" + text + "\"";
    }
}
