/**
 * The processes of this machine: seeing them, proving who they are, launching and ending them.
 * <p>
 * Knows the JDK and {@code /proc}. Knows nothing of records, health or Quarkus.
 */
package io.quarkiverse.sidecar.runtime.process;
