package io.quarkiverse.sidecar;

import java.time.Instant;
import java.util.List;

/**
 * A process that an earlier, crashed run of this application left behind was proved to be ours and ended.
 *
 * @param pid the main process that its record named
 * @param ended every process that was ended, descendants included
 */
public record OrphanReclaimed(String name, int launch, Instant at, long pid, List<Long> ended) implements SidecarEvent {
}
