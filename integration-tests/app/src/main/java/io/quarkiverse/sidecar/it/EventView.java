package io.quarkiverse.sidecar.it;

import java.time.Duration;
import java.time.Instant;

import io.quarkiverse.sidecar.OrphanReclaimed;
import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarExited;
import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.SidecarRestartScheduled;
import io.quarkiverse.sidecar.SidecarUnhealthy;

/**
 * An event of the extension, for people.
 *
 * @param type the event's class, for example {@code SidecarReady}
 * @param detail what is not in type, time and launch
 */
public record EventView(String type, Instant at, int launch, String detail) {

    static EventView of(SidecarEvent event) {
        return new EventView(event.getClass().getSimpleName(), event.at(), event.launch(), detail(event));
    }

    private static String detail(SidecarEvent event) {
        if (event instanceof SidecarLaunched launched) {
            return "pid " + launched.pid();
        } else if (event instanceof SidecarReady ready) {
            return "pid " + ready.pid();
        } else if (event instanceof SidecarExited exited) {
            return exited.exit() + (exited.requested() ? ", as asked" : "");
        } else if (event instanceof SidecarUnhealthy unhealthy) {
            return unhealthy.cause();
        } else if (event instanceof SidecarRestartScheduled scheduled) {
            return when(scheduled.delay()) + ", after " + scheduled.failure().reason() + ": " + scheduled.failure().message();
        } else if (event instanceof OrphanReclaimed reclaimed) {
            return "pid " + reclaimed.pid() + " of an earlier run; ended " + reclaimed.ended();
        } else if (event instanceof SidecarFailed failed) {
            return failed.reason() + ": " + failed.message();
        }
        return "";
    }

    private static String when(Duration delay) {
        return delay.isZero() ? "at once" : "in " + delay.toMillis() + " ms";
    }
}
