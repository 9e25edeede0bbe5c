package io.quarkiverse.sidecar.runtime.devui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.SidecarFailure;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.devui.DevUiJson.NextLaunch;

class NextLaunchTest {

    private static final Instant FAILED_AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant DELAY_OVER = FAILED_AT.plusSeconds(3);
    private static final OptionalLong NEVER = OptionalLong.empty();

    @Test
    void isWhenTheDelayIsOver() {
        assertThat(NextLaunch.of(in(SidecarState.BACKING_OFF), Optional.of(DELAY_OVER), NEVER)).contains(DELAY_OVER);
    }

    @Test
    void isTheRetryOfOneThatWasGivenUp() {
        assertThat(NextLaunch.of(in(SidecarState.FAILED), Optional.of(DELAY_OVER), OptionalLong.of(60_000_000_000L)))
                .contains(FAILED_AT.plusSeconds(60));
        assertThat(NextLaunch.of(in(SidecarState.FAILED), Optional.of(DELAY_OVER), NEVER)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = { "BACKING_OFF", "FAILED" })
    void isNotKnownOtherwise(SidecarState state) {
        assertThat(NextLaunch.of(in(state), Optional.of(DELAY_OVER), OptionalLong.of(1))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyFailureHasARemedyThatIsASentence(FailureReason reason) {
        assertThat(FailureAdvice.of(reason, "my.helper")).matches("[A-Z].*\\.").doesNotContain("%");
    }

    @Test
    void aRemedyNamesTheKey() {
        assertThat(FailureAdvice.of(FailureReason.PORT_CONFLICT, "my.helper")).contains("quarkus.sidecar.\"my.helper\".port");
    }

    private static SidecarStatus in(SidecarState state) {
        return new SidecarStatus("s", state, 1, OptionalLong.empty(), OptionalInt.empty(), Optional.empty(), 0,
                Optional.empty(),
                Optional.of(new SidecarFailure(FailureReason.EXITED, "It ended.", FAILED_AT, Optional.empty())),
                Set.of(), List.of());
    }
}
