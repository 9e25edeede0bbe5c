package io.quarkiverse.sidecar.runtime.devui;

import java.time.Instant;

import io.quarkiverse.sidecar.OrphanReclaimed;
import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarExited;
import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.SidecarRestartScheduled;
import io.quarkiverse.sidecar.SidecarStopped;
import io.quarkiverse.sidecar.SidecarUnhealthy;
import io.quarkiverse.sidecar.runtime.devui.TimelineEntry.Happening.Tone;
import io.quarkiverse.sidecar.runtime.lifecycle.Durations;

/** Tells an event in a few words. Pure. */
final class TimelineEntry {

    private TimelineEntry() {
    }

    static Happening of(SidecarEvent event) {
        if (event instanceof SidecarLaunched it) {
            return happening(it, Tone.NEUTRAL, "Launched: pid " + it.pid());
        } else if (event instanceof SidecarReady it) {
            return happening(it, Tone.GOOD, "Ready after " + Durations.format(it.took()));
        } else if (event instanceof SidecarUnhealthy it) {
            return happening(it, Tone.WARNING, "Unhealthy: " + it.cause());
        } else if (event instanceof SidecarExited it) {
            return it.requested() ? happening(it, Tone.NEUTRAL, "Ended as it was asked to: " + it.exit())
                    : happening(it, it.exit().isSuccess() ? Tone.NEUTRAL : Tone.WARNING, "Ended by itself: " + it.exit());
        } else if (event instanceof SidecarRestartScheduled it) {
            String when = it.delay().isZero() ? "now" : "in " + Durations.format(it.delay());
            return happening(it, Tone.WARNING, "Restart " + when + ". " + it.failure().message());
        } else if (event instanceof SidecarFailed it) {
            return happening(it, Tone.BAD, "Given up: " + it.message());
        } else if (event instanceof OrphanReclaimed it) {
            return happening(it, Tone.NEUTRAL, "Reclaimed what an earlier run left behind: pid " + it.pid());
        } else if (event instanceof SidecarStopped it) {
            return happening(it, Tone.NEUTRAL, "Stopped");
        }
        throw new IllegalStateException("No story for " + event);
    }

    private static Happening happening(SidecarEvent event, Tone tone, String text) {
        return new Happening(event.at(), event.launch(), tone, text);
    }

    /**
     * One entry of a sidecar's time line.
     *
     * @param tone how it is to be shown
     * @param text for people; no secrets
     */
    record Happening(Instant at, int launch, Tone tone, String text) {

        /** Good news, bad news, or neither. */
        enum Tone {
            GOOD,
            NEUTRAL,
            WARNING,
            BAD
        }
    }
}
