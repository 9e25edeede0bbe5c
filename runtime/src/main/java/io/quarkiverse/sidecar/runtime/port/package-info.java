/**
 * Who listens where: the sockets that would take a connection, the processes that own them, and ports that are free.
 * <p>
 * Knows the process table, {@code /proc/net} and the redaction of command lines. Knows nothing of sidecar states or Quarkus.
 */
package io.quarkiverse.sidecar.runtime.port;
