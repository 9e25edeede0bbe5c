package io.quarkiverse.sidecar.runtime.devui;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;

/** When a sidecar that is down is launched again by itself, if it is. Pure. */
final class NextLaunch {

    private NextLaunch() {
    }

    /**
     * @param delayOver when the delay of its latest restart is over
     * @param retryAfter after so many nanoseconds a failed one is tried again
     */
    static Optional<Instant> of(SidecarStatus status, Optional<Instant> delayOver, OptionalLong retryAfter) {
        if (status.state() == SidecarState.BACKING_OFF) {
            return delayOver;
        }
        if (status.state() == SidecarState.FAILED && retryAfter.isPresent()) {
            return status.failure().map(failure -> failure.at().plusNanos(retryAfter.getAsLong()));
        }
        return Optional.empty();
    }
}
