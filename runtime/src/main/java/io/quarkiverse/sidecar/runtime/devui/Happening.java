package io.quarkiverse.sidecar.runtime.devui;

import java.time.Instant;

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
