package io.quarkiverse.sidecar;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The sidecar is given up: exactly one such event per failure. It stays down, and a required one keeps readiness DOWN,
 * until {@link Sidecar#start} or {@link Sidecar#restart} is called.
 *
 * @param reason the cause of the last attempt's failure
 * @param message one plain sentence: what happened and what to do
 * @param exit how the process ended, when one ran
 * @param restarts how many restarts were tried since the last stable run
 * @param holder who holds the port, for {@link FailureReason#PORT_CONFLICT}
 * @param outputTail the last lines of its output, oldest first
 */
public record SidecarFailed(String name, int launch, Instant at, FailureReason reason, String message,
        Optional<SidecarExit> exit, int restarts, Optional<PortHolder> holder, List<String> outputTail)
        implements
            SidecarEvent {
}
