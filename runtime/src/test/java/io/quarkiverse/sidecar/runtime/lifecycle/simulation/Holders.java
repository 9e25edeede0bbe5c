package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.Optional;
import java.util.OptionalLong;

import io.quarkiverse.sidecar.PortHolder;

/** Who holds the port, as the lifecycle is told. */
final class Holders {

    private Holders() {
    }

    static PortHolder of(SimulatedProcess process) {
        return new PortHolder(4820, PortHolder.Kind.UNRELATED, OptionalLong.of(process.pid), Optional.empty(),
                Optional.empty(), Optional.empty());
    }
}
