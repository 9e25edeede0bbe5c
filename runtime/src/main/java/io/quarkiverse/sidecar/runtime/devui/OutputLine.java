package io.quarkiverse.sidecar.runtime.devui;

import java.time.Instant;

import io.quarkiverse.sidecar.runtime.output.StandardStream;

/**
 * A line that a sidecar wrote.
 *
 * @param at when it was read
 * @param text without secrets, as in the log; escape sequences for colours are still there
 */
record OutputLine(Instant at, StandardStream stream, String text) {
}
