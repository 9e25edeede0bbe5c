/**
 * What earlier runs left behind: compares their records with the process table, decides, and terminates orphans.
 * <p>
 * Knows state and processes. Must not know the lifecycle or health.
 */
package io.quarkiverse.sidecar.runtime.reclaim;
