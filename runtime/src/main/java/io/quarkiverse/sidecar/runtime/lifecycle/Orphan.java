package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.List;

/**
 * What a crashed run left of this sidecar, and is ended now.
 *
 * @param pid the main process that its record named
 * @param ended every process that was ended
 */
public record Orphan(long pid, List<Long> ended) {
}
