package io.quarkiverse.sidecar.it;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.SidecarExit;
import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkiverse.sidecar.SidecarFailure;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;

/**
 * All that the page shows, as JSON; what does not apply is null.
 *
 * @param lastExit for example {@code exit 1} or {@code SIGKILL}
 * @param failure why the last attempt failed, until it is ready again
 * @param lastFailed the last time that it was given up in this run of the application
 * @param events what the extension reported, newest first
 */
public record SidecarView(String name, SidecarState state, int launch, OptionalLong pid, OptionalInt port,
        Optional<Instant> readySince, int restarts, Optional<String> lastExit, Optional<Failure> failure,
        Set<Protection> protections, Optional<URI> uri, Optional<GivenUp> lastFailed, List<EventView> events) {

    /** Why an attempt failed. */
    public record Failure(FailureReason reason, String message) {

        static Failure of(SidecarFailure failure) {
            return new Failure(failure.reason(), failure.message());
        }
    }

    /**
     * A failure that ended all attempts.
     *
     * @param outputTail the last lines of the process's output, oldest first
     */
    public record GivenUp(Instant at, FailureReason reason, String message, int restarts, List<String> outputTail) {

        static GivenUp of(SidecarFailed failed) {
            return new GivenUp(failed.at(), failed.reason(), failed.message(), failed.restarts(), failed.outputTail());
        }
    }

    static SidecarView of(SidecarStatus status, Optional<URI> uri, SidecarJournal journal) {
        return new SidecarView(status.name(), status.state(), status.launch(), status.pid(), status.port(),
                status.readySince(), status.restarts(), status.lastExit().map(SidecarExit::toString),
                status.failure().map(Failure::of), status.protections(), uri, journal.lastFailed().map(GivenUp::of),
                journal.newestFirst().stream().map(EventView::of).toList());
    }
}
