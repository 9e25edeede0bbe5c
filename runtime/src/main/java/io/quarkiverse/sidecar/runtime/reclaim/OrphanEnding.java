package io.quarkiverse.sidecar.runtime.reclaim;

import java.util.HashSet;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.process.EndReport;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;

/** Ends orphans as their rules say, as long as there is time for that. Safe for use by any thread. */
final class OrphanEnding {

    private final Set<ProcessTree> asked = new HashSet<>();
    private boolean hurried;

    /** Blocks until it has ended; many may be ended at the same time. */
    EndReport end(ProcessTree orphan, StopPolicy rules) {
        boolean atOnce = begin(orphan);
        try {
            return orphan.end(atOnce ? StopPolicy.AT_ONCE : rules);
        } finally {
            over(orphan);
        }
    }

    /** Has those killed that are being asked to end, and those that come after them. */
    synchronized void hurry() {
        hurried = true;
        asked.forEach(ProcessTree::hurry);
    }

    private synchronized boolean begin(ProcessTree orphan) {
        asked.add(orphan);
        return hurried;
    }

    private synchronized void over(ProcessTree orphan) {
        asked.remove(orphan);
    }
}
