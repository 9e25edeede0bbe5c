package io.quarkiverse.sidecar.runtime.lifecycle;

import static io.quarkiverse.sidecar.runtime.lifecycle.Samples.DEFAULTS;
import static io.quarkiverse.sidecar.runtime.lifecycle.Samples.UNRELATED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.SidecarExit;

class FailuresTest {

    @Test
    void namesTheHolderOfThePort() {
        Failure failure = Failures.portConflict(UNRELATED);
        assertThat(failure.message()).contains("4820", "4711", "node server.js", "ada");
        assertThat(failure.holder()).contains(UNRELATED);
    }

    @Test
    void quotesABindErrorWhereNoHolderIsSeen() {
        Failure failure = Failures.portConflict(4820, "Error: listen EADDRINUSE");
        assertThat(failure.reason()).isEqualTo(FailureReason.PORT_CONFLICT);
        assertThat(failure.message()).contains("4820", "\"Error: listen EADDRINUSE\"");
        assertThat(failure.holder()).isEmpty();
    }

    @Test
    void callsAPlainExitThatGoesOnRestartsExhausted() {
        Failure failure = Failures.exhausted(Failures.exited(new SidecarExit(137), Optional.empty(), false, DEFAULTS), 5);
        assertThat(failure.reason()).isEqualTo(FailureReason.RESTARTS_EXHAUSTED);
        assertThat(failure.message()).contains("SIGKILL").endsWith("Given up after 5 restarts.");
    }

    @Test
    void keepsTheNameOfAnyOtherCauseWhenGivenUp() {
        Failure failure = Failures.exhausted(Failures.portConflict(UNRELATED), 1);
        assertThat(failure.reason()).isEqualTo(FailureReason.PORT_CONFLICT);
        assertThat(failure.holder()).contains(UNRELATED);
        assertThat(failure.message()).endsWith("Given up after 1 restart.");
    }

    @Test
    void knowsAFatalExitCodeByTheDeclaration() {
        assertThat(Failures.exited(new SidecarExit(3), Optional.empty(), false, DEFAULTS).reason())
                .isEqualTo(FailureReason.FATAL_EXIT_CODE);
        assertThat(Failures.exited(new SidecarExit(4), Optional.empty(), false, DEFAULTS).reason())
                .isEqualTo(FailureReason.EXITED);
    }

    @Test
    void quotesWhatItsOutputSays() {
        assertThat(Failures.exited(new SidecarExit(4), Optional.of("no such table"), false, DEFAULTS).message())
                .isEqualTo("It ended with exit 4. Its output says: \"no such table\".");
        assertThat(Failures.exited(new SidecarExit(3), Optional.of("no such table"), false, DEFAULTS).message())
                .contains("fatal-exit-codes").endsWith("Its output says: \"no such table\".");
        assertThat(Failures.exited(new SidecarExit(0), Optional.empty(), false, DEFAULTS).message())
                .contains("It wrote nothing.").contains("foreground");
    }

    @Test
    void saysHowLongItWaitedAndWhatTheLastProbeSaw() {
        assertThat(Failures.readyTimedOut(60 * Samples.SECOND, "HTTP 503", "").message()).contains("1m", "HTTP 503",
                "ready.timeout");
        assertThat(Failures.unhealthy(3, "HTTP 503").message()).contains("3 health polls", "HTTP 503");
    }

    @Test
    void saysWhenItIsTriedAgain() {
        Failure last = new Failure(FailureReason.EXITED, "It ended.");
        assertThat(Failures.givenUp(last, OptionalLong.empty())).isEqualTo(last);
        assertThat(Failures.givenUp(last, OptionalLong.of(300 * Samples.SECOND)).message())
                .isEqualTo("It ended. It is tried again in 5m.");
    }

    @ParameterizedTest
    @EnumSource
    void isTerminalOnlyWhereAnotherAttemptCannotHelp(FailureReason reason) {
        boolean terminal = reason == FailureReason.COMMAND_NOT_EXECUTABLE || reason == FailureReason.FATAL_EXIT_CODE
                || reason == FailureReason.DEPENDENCY_FAILED;
        assertThat(new Failure(reason, "").terminal()).isEqualTo(terminal);
    }
}
