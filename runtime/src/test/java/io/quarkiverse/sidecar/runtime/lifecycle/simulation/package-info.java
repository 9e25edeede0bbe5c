/**
 * A world in virtual time that tries to break the lifecycle: one seed, one random source, one queue of events, and the
 * invariants checked after every event.
 * <p>
 * Knows the lifecycle by {@code step} and the reclaim by its verdict. Knows no real process, thread or clock, and none of
 * the lifecycle's rules but what the documentation (design.adoc) promises: the checks keep their own books.
 */
package io.quarkiverse.sidecar.runtime.lifecycle.simulation;
