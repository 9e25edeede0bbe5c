/**
 * What a child writes: reading it, keeping its last lines, logging it, hiding secrets, and finding the line that says why.
 * <p>
 * Knows the JDK and the logger. Knows nothing of processes, ports, sidecar states or Quarkus.
 */
package io.quarkiverse.sidecar.runtime.output;
