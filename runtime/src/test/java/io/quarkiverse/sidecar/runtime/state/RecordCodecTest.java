package io.quarkiverse.sidecar.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.sidecar.runtime.cgroup.ControlGroup;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;
import io.quarkiverse.sidecar.runtime.state.RecordCodec.RecordFile;
import io.vertx.core.json.JsonObject;

@Timeout(60)
class RecordCodecTest {

    private static final LaunchRecord RECORD = new LaunchRecord("hélper \"x\"/../\n",
            new ProcessIdentity(new Machine("3c0e8a3e-0000-4000-8000-000000000001", 4026531836L), 4711, 1L << 40),
            "0123456789abcdef".repeat(2), new RunId(99, 1234, "f".repeat(32)), true, Path.of("/bin/helper"),
            Instant.parse("2026-01-02T03:04:05.678Z"), new LaunchTraces(Set.of(4L, 5L), Optional.of(new ControlGroup(
                    Path.of("/sys/fs/cgroup/quarkus-sidecar-99-1234-" + "f".repeat(32), "0123456789abcdef".repeat(2)))),
                    1L << 41, Map.of(4712L, 1L << 40)));

    @TempDir
    Path directory;

    @Test
    void readsWhatItWrites() {
        assertThat(RecordCodec.decode(RecordCodec.encode(RECORD))).isEqualTo(RECORD);
    }

    @Test
    void takesEveryCutOffRecordForDamaged() {
        String whole = RecordCodec.encode(RECORD);

        assertThat(IntStream.range(0, whole.length()).mapToObj(length -> RecordCodec.decode(whole.substring(0, length))))
                .allMatch(RecordFile.Damaged.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "null", "[]", "1", "\"x\"", "{}", "\0", "{\"format\":1}", "{\"pid\":1e999}" })
    void takesOtherContentForDamaged(String content) {
        assertThat(RecordCodec.decode(content)).isInstanceOf(RecordFile.Damaged.class);
    }

    @Test
    void takesDeepNestingForDamaged() {
        assertThat(RecordCodec.decode("{\"format\":" + "[".repeat(60_000))).isInstanceOf(RecordFile.Damaged.class);
    }

    @Test
    void takesAnyWrongValueForDamaged() {
        assertDamagedWith("format", 1);
        assertDamagedWith("format", "1");
        assertDamagedWith("pid", "4711");
        assertDamagedWith("pid", 4711.5);
        assertDamagedWith("pid", new java.math.BigInteger("18446744073709556327"));
        assertDamagedWith("pid", null);
        assertDamagedWith("startTicks", -1);
        assertDamagedWith("token", "");
        assertDamagedWith("token", "*");
        assertDamagedWith("owner", "0-0-");
        assertDamagedWith("owner", "-1-1-" + "f".repeat(32));
        assertDamagedWith("leadsSession", "true");
        assertDamagedWith("executable", "a\0b");
        assertDamagedWith("writtenAt", "yesterday");
        assertDamagedWith("sidecar", 1);
        assertDamagedWith("bootId", 1);
        assertDamagedWith("more", 1);
        assertDamagedWith("outputPipes", "4 5 6");
        assertDamagedWith("outputPipes", "-4");
        assertDamagedWith("lastSeenTicks", -1);
        assertDamagedWith("descendants", "4712");
        assertDamagedWith("descendants", "4712@1 4712@2");
        assertDamagedWith("descendants", "4712@1 ".repeat(501).strip());
        assertDamagedWith("controlGroup", "/");
        assertDamagedWith("controlGroup", "/sys/fs/cgroup/system.slice");
        assertDamagedWith("controlGroup", "sys/quarkus-sidecar-99-1234-" + "f".repeat(32) + "/" + "0123456789abcdef".repeat(2));
        assertDamagedWith("controlGroup",
                "/sys/../quarkus-sidecar-99-1234-" + "f".repeat(32) + "/" + "0123456789abcdef".repeat(2));
    }

    @Test
    void readsNothingButAPlainFileOfModestSize() throws Exception {
        Path file = Files.writeString(directory.resolve("a.json"), RecordCodec.encode(RECORD));
        Path link = Files.createSymbolicLink(directory.resolve("link.json"), file);
        Path pipe = directory.resolve("pipe.json");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Path large = Files.writeString(directory.resolve("large.json"),
                RecordCodec.encode(RECORD) + " ".repeat(RecordCodec.LIMIT_BYTES));

        assertThat(RecordCodec.read(file)).isEqualTo(RECORD);
        assertThat(link).satisfies(RecordCodecTest::damaged);
        assertThat(pipe).satisfies(RecordCodecTest::damaged);
        assertThat(large).satisfies(RecordCodecTest::damaged);
        assertThat(directory).satisfies(RecordCodecTest::damaged);
    }

    @Test
    void doesNotTakeAFileThatCannotBeReadNowForDamaged() {
        assertThatThrownBy(() -> RecordCodec.read(directory.resolve("missing"))).isInstanceOf(IOException.class);
    }

    private static void damaged(Path file) throws IOException {
        assertThat(RecordCodec.read(file)).isInstanceOf(RecordFile.Damaged.class);
    }

    private static void assertDamagedWith(String key, Object value) {
        JsonObject json = new JsonObject(RecordCodec.encode(RECORD)).put(key, value);

        assertThat(RecordCodec.decode(json.encode())).as("%s=%s", key, value).isInstanceOf(RecordFile.Damaged.class);
    }
}
