package io.quarkiverse.sidecar.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.PortHolder;
import io.quarkiverse.sidecar.SidecarFailure;
import io.quarkiverse.sidecar.runtime.lifecycle.Failures;

class HealthMessageTest {

    private static final PortHolder HOLDER = new PortHolder(4820, PortHolder.Kind.UNRELATED, OptionalLong.of(4711),
            Optional.of("server --db=internal (x)"), Optional.of("ada"), Optional.of(Instant.EPOCH));

    @Test
    void leavesOutTheCommandOfAnotherProcess() {
        assertThat(summary(FailureReason.PORT_CONFLICT, Failures.portConflict(HOLDER).message(), Optional.of(HOLDER)))
                .startsWith("Port 4820 is held by pid 4711. ").doesNotContain("internal", "ada");
    }

    @Test
    void leavesOutQuotedOutput() {
        assertThat(summary(FailureReason.EXITED, "It ended with exit 1. Its output says: \"a \"secret\".\". More.",
                Optional.empty())).isEqualTo("It ended with exit 1. More.");
        assertThat(summary(FailureReason.PORT_CONFLICT, Failures.portConflict(4820, "EADDRINUSE here").message(),
                Optional.empty())).startsWith("It could not listen on port 4820. ").doesNotContain("here");
    }

    @Test
    void leavesOutTheMessageOfADependency() {
        assertThat(summary(FailureReason.DEPENDENCY_FAILED,
                Failures.dependencyFailed("db", FailureReason.PORT_CONFLICT, Failures.portConflict(HOLDER).message()).message(),
                Optional.empty())).isEqualTo("It depends on 'db', which has failed (PORT_CONFLICT).");
    }

    private static String summary(FailureReason reason, String message, Optional<PortHolder> holder) {
        return HealthMessage.summary(new SidecarFailure(reason, message, Instant.EPOCH, holder));
    }
}
