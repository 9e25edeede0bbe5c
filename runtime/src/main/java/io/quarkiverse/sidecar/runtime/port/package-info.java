/**
 * Sockets: which process listens where, which ports are free, and which port a sidecar is assigned.
 * <p>
 * Knows the process table. Must not know launches or the lifecycle.
 */
package io.quarkiverse.sidecar.runtime.port;
