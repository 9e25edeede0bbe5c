package io.quarkiverse.sidecar.it.soak;

import java.time.Instant;

/**
 * Something that must never be.
 *
 * @param invariant which
 * @param evidence what was seen
 */
record Violation(Instant at, String invariant, String evidence) {
}
