package io.quarkiverse.sidecar.runtime.process;

import java.util.List;

/**
 * What it took to end a process tree.
 *
 * @param ended every process that was alive and is gone now, the main process first
 * @param killed those of them that had to be killed
 */
public record EndReport(List<Long> ended, List<Long> killed) {

    public EndReport {
        ended = List.copyOf(ended);
        killed = List.copyOf(killed);
    }
}
