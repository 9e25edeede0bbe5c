/**
 * Asking a sidecar whether it answers: over HTTP, by a TCP connection, and how often.
 * <p>
 * Knows the Vert.x client, ports and processes. Knows nothing of launches, sidecar states or Quarkus.
 */
package io.quarkiverse.sidecar.runtime.probe;
