package io.quarkiverse.sidecar.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final List<String> KNOWN = List.of("one", "two", "three");

    @Test
    void wantAllPartsWhenNoneIsNamed() {
        assertThat(Options.of("--parts=").parts(KNOWN)).isEqualTo(KNOWN);
    }

    @Test
    void wantThePartsThatAreNamedInTheirUsualOrder() {
        assertThat(Options.of("--parts=three, one").parts(KNOWN)).containsExactly("one", "three");
    }

    @Test
    void refuseAPartThatThereIsNot() {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.of("--parts=four").parts(KNOWN))
                .withMessageContaining("'four'").withMessageContaining("[one, two, three]");
    }
}
