package io.quarkiverse.sidecar.runtime.reclaim;

/**
 * A process that a record names, or that is in the session that the named one led, and that was not ended.
 *
 * @param sidecar the sidecar's name
 * @param pid the process
 * @param why what is missing for a proof
 */
public record LeftAlone(String sidecar, long pid, String why) {
}
