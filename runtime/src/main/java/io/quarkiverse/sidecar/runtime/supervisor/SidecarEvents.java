package io.quarkiverse.sidecar.runtime.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

import io.quarkiverse.sidecar.OrphanReclaimed;
import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarExited;
import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkiverse.sidecar.SidecarFailure;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.SidecarRestartScheduled;
import io.quarkiverse.sidecar.SidecarStopped;
import io.quarkiverse.sidecar.SidecarUnhealthy;
import io.quarkiverse.sidecar.runtime.lifecycle.Command;
import io.quarkiverse.sidecar.runtime.lifecycle.Failure;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleState;

/** Turns what the lifecycle announces into the events of the API. */
record SidecarEvents(String name, int launch, Instant at, ProcessControl process) {

    SidecarEvent event(Command.Announce announce) {
        if (announce instanceof Command.AnnounceReclaimed it) {
            return new OrphanReclaimed(name, launch, at, it.orphan().pid(), it.orphan().ended());
        } else if (announce instanceof Command.AnnounceLaunched it) {
            return new SidecarLaunched(name, launch, at, it.pid());
        } else if (announce instanceof Command.AnnounceReady it) {
            OptionalInt port = process.port();
            return new SidecarReady(name, launch, at, it.pid().orElse(0), port, Duration.ofNanos(it.took()));
        } else if (announce instanceof Command.AnnounceUnhealthy it) {
            return new SidecarUnhealthy(name, launch, at, it.cause());
        } else if (announce instanceof Command.AnnounceExited it) {
            return new SidecarExited(name, launch, at, it.exit(), it.requested());
        } else if (announce instanceof Command.AnnounceRestart it) {
            return new SidecarRestartScheduled(name, launch, at, Duration.ofNanos(it.delay()), failure(it.failure(), at));
        } else if (announce instanceof Command.AnnounceFailed it) {
            return new SidecarFailed(name, launch, at, it.failure().reason(), it.failure().message(), it.exit(),
                    it.restarts(), it.failure().holder(), process.outputTail());
        } else if (announce instanceof Command.AnnounceStopped) {
            return new SidecarStopped(name, launch, at);
        }
        throw new IllegalStateException("No event for " + announce);
    }

    static SidecarFailure failure(Failure failure, Instant at) {
        return new SidecarFailure(failure.reason(), failure.message(), at, failure.holder());
    }

    /**
     * A state with the times that people are shown.
     *
     * @param enteredAt when the phase was entered
     * @param failedAt when the failure was stored; of no meaning before the first
     */
    record DatedState(LifecycleState state, Instant enteredAt, Instant failedAt) {

        static DatedState of(LifecycleState initial, Instant now) {
            return new DatedState(initial, now, now);
        }

        /** The same failure again is another one: identity decides, not equality. */
        DatedState next(LifecycleState after, Instant now) {
            boolean failedNow = after.failure().isPresent() && after.failure().get() != state.failure().orElse(null);
            return new DatedState(after, after.phase() == state.phase() ? enteredAt : now, failedNow ? now : failedAt);
        }
    }
}
