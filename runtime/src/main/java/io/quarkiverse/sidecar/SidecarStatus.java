package io.quarkiverse.sidecar;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A sidecar at one moment.
 *
 * @param name the name in {@code quarkus.sidecar."name"}
 * @param state where it is in its life
 * @param launch the number of its latest attempt in this run of the app, from 1; 0 before the first
 * @param pid its main process, while that is alive; empty for an external sidecar
 * @param port the port in use
 * @param readySince when it became ready; present only while it is
 * @param restarts how often it was launched again after an attempt that had failed, in this run of the app; a new series of
 *        attempts, by an order or by {@code restart.retry-after}, does not begin with a restart
 * @param lastExit how its main process last ended
 * @param failure why the last attempt failed; gone once it is ready
 * @param protections what is in force for the present launch
 * @param outputTail the last lines of its output, oldest first
 */
public record SidecarStatus(String name, SidecarState state, int launch, OptionalLong pid, OptionalInt port,
        Optional<Instant> readySince, int restarts, Optional<SidecarExit> lastExit, Optional<SidecarFailure> failure,
        Set<Protection> protections, List<String> outputTail) {

    public SidecarStatus {
        protections = Set.copyOf(protections);
        outputTail = List.copyOf(outputTail);
    }

    /** True in the two states that everybody who waits for a sidecar waits for. */
    public boolean ready() {
        return state == SidecarState.READY || state == SidecarState.COMPLETED;
    }
}
