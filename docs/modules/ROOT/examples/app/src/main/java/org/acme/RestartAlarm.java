package org.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkiverse.sidecar.SidecarRestartScheduled;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.Identifier;

/** Warns at the third restart within an hour. */
@ApplicationScoped
public class RestartAlarm {

    private static final int RESTARTS = 3;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Deque<Instant> restarts = new ArrayDeque<>();

    synchronized void restarts(@Observes @Identifier("quotes") SidecarRestartScheduled event) {
        restarts.add(event.at());
        restarts.removeIf(restart -> restart.isBefore(event.at().minus(WINDOW)));
        if (restarts.size() >= RESTARTS) {
            Log.warnf("%s was restarted %d times within %s: %s", event.name(), restarts.size(), WINDOW,
                    event.failure().message());
            restarts.clear();
        }
    }
}
