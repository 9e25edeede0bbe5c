package io.quarkiverse.sidecar.it.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

class JsonTest {

    @ParameterizedTest
    @ValueSource(strings = { "", "plain", "\"quoted\" and \\ and /", "\n\r\t\b\f\0\u001f\u007f", "é ß 漢 \u2028 \u2029", "🦆",
            "</script>" })
    void aParserReadsBackWhatWasWritten(String text) throws Exception {
        assertThat(new ObjectMapper().readValue(Json.string(text), String.class)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = { "\ud83e", "漢字", "\u0000" })
    void writesNothingButPrintableAscii(String text) {
        assertThat(Json.string(text)).matches("[ -~]+");
    }
}
