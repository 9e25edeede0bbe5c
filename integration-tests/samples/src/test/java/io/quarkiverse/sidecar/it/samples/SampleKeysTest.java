package io.quarkiverse.sidecar.it.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key of a sample is one that the extension knows. */
class SampleKeysTest {

    static List<Path> samples() {
        return Samples.files(Samples.ALL, ".properties");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void areKnown(Path sample) throws IOException {
        assertThat(SampleKeys.problems(Files.readString(sample))).isEmpty();
    }

    @Test
    void oneThatIsNotWouldBeFound() {
        assertThat(SampleKeys.problems("quarkus.sidecar.quotes.healht.path=/health")).singleElement().asString()
                .contains("quarkus.sidecar.quotes.healht.path");
        assertThat(SampleKeys.problems("%test.quarkus.sidecar.quotes.mode=outside")).singleElement().asString()
                .contains("quarkus.sidecar.quotes.mode");
    }
}
