package io.quarkiverse.sidecar.runtime.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.state.RecordCodec;
import io.quarkiverse.sidecar.runtime.state.RecordCodec.RecordFile;

class LogSafeTest {

    @Test
    void keepsWhatOthersWroteOnOneShortLine() {
        assertThat(LogSafe.of("größe 日本語 \"x\"")).isEqualTo("größe 日本語 \"x\"");
        assertThat(LogSafe.of("a\nERROR b\r\t\0\u001b[31m\u202e")).isEqualTo("a?ERROR b????[31m?");
        assertThat(LogSafe.of("x".repeat(60_000))).hasSizeLessThan(LogSafe.LIMIT + 30).endsWith("(60000 characters)");
        assertThat(LogSafe.of(null)).isEqualTo("null");
    }

    @Test
    void whatARecordHoldsIsNotQuotedAtLength() {
        String content = "{\"" + "k\\n".repeat(10_000) + "\": 1}";

        assertThat(RecordCodec.decode(content)).isInstanceOfSatisfying(RecordFile.Damaged.class,
                damaged -> assertThat(damaged.why()).hasSizeLessThan(450).doesNotContain("\n"));
    }
}
