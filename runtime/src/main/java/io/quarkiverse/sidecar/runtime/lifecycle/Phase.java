package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.EnumSet;
import java.util.Set;

import io.quarkiverse.sidecar.SidecarState;

/**
 * Where a sidecar is, as fine as {@link Lifecycle} needs it. What is wanted after something that is under way (a reclaim,
 * a launch, an end) is part of the phase: there are no flags beside it.
 */
public enum Phase {

    /** Nothing runs, nothing is wanted. */
    STOPPED(SidecarState.STOPPED),

    /** A reclaim and a look at the port are under way; a launch is next. */
    PENDING(SidecarState.PENDING),
    /** As PENDING, but a stop was asked for meanwhile. */
    PENDING_TO_STOP(SidecarState.STOPPING),
    /** As PENDING, but a shutdown was asked for meanwhile. */
    PENDING_TO_SHUT_DOWN(SidecarState.STOPPING),

    /** The process is being created. */
    LAUNCHING(SidecarState.STARTING),
    /** As LAUNCHING, but a stop was asked for meanwhile. */
    LAUNCHING_TO_STOP(SidecarState.STOPPING),
    /** As LAUNCHING, but a restart was asked for meanwhile. */
    LAUNCHING_TO_RESTART(SidecarState.STOPPING),
    /** As LAUNCHING, but a shutdown was asked for meanwhile. */
    LAUNCHING_TO_SHUT_DOWN(SidecarState.STOPPING),

    /** The process is up and has not proved to be ready. */
    STARTING(SidecarState.STARTING, TimerKind.READY_TIMEOUT, TimerKind.SETTLED),
    /** Up and answering. */
    READY(SidecarState.READY, TimerKind.STABLE),

    /** The attempt failed; what is left of its tree is being ended before it is decided what is next. */
    ENDING_TO_RETRY(SidecarState.STOPPING),
    /** The tree is being ended because a stop was asked for. */
    STOPPING(SidecarState.STOPPING),
    /** The tree is being ended because a fresh launch was asked for. */
    RESTARTING(SidecarState.STOPPING),
    /** The tree is being ended because the application ends. */
    SHUTTING_DOWN(SidecarState.STOPPING),

    /** Nothing runs; the next attempt begins when the delay is over. */
    BACKING_OFF(SidecarState.BACKING_OFF, TimerKind.BACKOFF_OVER),
    /** Given up. */
    FAILED(SidecarState.FAILED, TimerKind.RETRY_DUE),
    /** Ended well, and no more is wanted. */
    COMPLETED(SidecarState.COMPLETED),
    /** The application ends: nothing is launched ever again. */
    SHUT_DOWN(SidecarState.STOPPED);

    private final SidecarState state;
    private final Set<TimerKind> timers;

    Phase(SidecarState state, TimerKind... timers) {
        this.state = state;
        this.timers = EnumSet.noneOf(TimerKind.class);
        this.timers.addAll(Set.of(timers));
    }

    /** The phase as the API shows it. */
    public SidecarState state() {
        return state;
    }

    /** True when that timer still means something here; every other one may be cancelled. */
    public boolean awaits(TimerKind timer) {
        return timers.contains(timer);
    }

    /** True where answers of the sidecar are of interest: probing may end anywhere else. */
    public boolean probes() {
        return this == STARTING || this == READY;
    }

    /** True while the application shuts down: it cannot be started any more. */
    public boolean shutsDown() {
        return this == PENDING_TO_SHUT_DOWN || this == LAUNCHING_TO_SHUT_DOWN || this == SHUTTING_DOWN
                || this == SHUT_DOWN;
    }
}
