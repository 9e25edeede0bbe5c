/**
 * What an application sees of its sidecars: handles, status, events, failure reasons.
 * <p>
 * Knows the JDK and Mutiny's {@code Uni}, and nothing of how the promises are kept.
 */
package io.quarkiverse.sidecar;
