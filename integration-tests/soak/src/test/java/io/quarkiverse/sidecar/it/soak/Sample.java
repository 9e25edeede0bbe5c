package io.quarkiverse.sidecar.it.soak;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One round of looking, in this order: the readiness document, the sidecars' own answers, the process table.
 *
 * @param generation which start of the application it was; counted from 1
 * @param readiness empty when the application did not answer
 * @param answers whether the sidecar was well when it was asked itself; absent for one that was not asked
 */
record Sample(Instant at, int generation, Optional<Readiness> readiness, Map<String, Boolean> answers, Seen seen) {
}
