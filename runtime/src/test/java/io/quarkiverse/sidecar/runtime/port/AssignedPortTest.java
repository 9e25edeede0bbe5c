package io.quarkiverse.sidecar.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.port.PortAssignments.AssignedPort;

class AssignedPortTest {

    @Test
    void keepsADeclaredPortWhateverHappens() throws IOException {
        AssignedPort port = new AssignedPort("127.0.0.1", OptionalInt.of(4820));
        port.releaseAfterConflict();
        assertThat(port.assign()).hasValue(4820);
    }

    @Test
    void choosesAnotherPortWhenSomebodyWasQuicker() throws IOException {
        AssignedPort port = new AssignedPort("127.0.0.1", OptionalInt.of(0));
        assertThat(port.current()).isEmpty();
        assertThat(port.assign()).isPresent().isEqualTo(port.current());
        port.releaseAfterConflict();
        assertThat(port.current()).isEmpty();
        assertThat(port.assign()).isPresent();
    }

    @Test
    void keepsAChosenPortForTheRunOnceItWasUsed() throws IOException {
        AssignedPort port = new AssignedPort("127.0.0.1", OptionalInt.of(0));
        OptionalInt chosen = port.assign();
        port.pin();
        port.releaseAfterConflict();
        assertThat(port.assign()).isEqualTo(chosen);
    }
}
