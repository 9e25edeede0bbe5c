package io.quarkiverse.sidecar.runtime.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

class LinePatternTest {

    @Test
    void hasSeenItOnceALineHoldsAMatch() {
        LinePattern pattern = new LinePattern(Optional.of(Pattern.compile("listening on \\d+")));

        pattern.accept("starting");
        assertThat(pattern.seen()).isFalse();
        pattern.accept("now listening on 4820, enjoy");
        assertThat(pattern.seen()).isTrue();
        pattern.accept("busy");
        assertThat(pattern.seen()).isTrue();
    }

    @Test
    void waitsForNothingWithoutAPattern() {
        assertThat(new LinePattern(Optional.empty()).seen()).isTrue();
    }
}
