package io.quarkiverse.sidecar.runtime.reclaim;

import java.util.List;

/**
 * What an earlier run left behind and was ended.
 *
 * @param sidecar the sidecar's name
 * @param pid the main process that its record names; without a record the first of those that were found
 * @param ended every process that was ended
 * @param proof why they are ours
 */
public record ReclaimReport(String sidecar, long pid, List<Long> ended, String proof) {

    public ReclaimReport {
        ended = List.copyOf(ended);
    }

    /**
     * A process that a record names, or that is in the session that the named one led, and that was not ended.
     *
     * @param sidecar the sidecar's name
     * @param pid the process
     * @param why what is missing for a proof
     */
    public record LeftAlone(String sidecar, long pid, String why) {
    }
}
