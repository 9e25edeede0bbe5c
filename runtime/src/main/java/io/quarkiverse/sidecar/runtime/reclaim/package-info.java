/**
 * What an earlier run of the application left behind: recording what runs, proving it to be ours, ending it.
 * <p>
 * Knows processes and files. Knows nothing of the lifecycle, health or Quarkus.
 */
package io.quarkiverse.sidecar.runtime.reclaim;
