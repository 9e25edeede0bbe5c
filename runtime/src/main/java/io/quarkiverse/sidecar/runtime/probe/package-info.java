/**
 * Health probes: HTTP, TCP connect, and command, with their timeouts and intervals.
 * <p>
 * Must not know the lifecycle. A probe reports what it saw, and decides nothing.
 */
package io.quarkiverse.sidecar.runtime.probe;
