/**
 * Launches programs: fork, gate, guard, parent-death signal, and exit.
 * <p>
 * Knows processes. Must not know records, probes, or the lifecycle.
 */
package io.quarkiverse.sidecar.runtime.launch;
