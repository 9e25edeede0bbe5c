package io.quarkiverse.sidecar.runtime.reclaim;

import io.quarkiverse.sidecar.runtime.process.EndReport;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;
import io.quarkiverse.sidecar.runtime.process.StopRules;

/** Ends orphans, one after the other: as their rules say, as long as there is time for that. */
final class OrphanEnding {

    private ProcessTree current;
    private boolean hurried;

    EndReport end(ProcessTree orphan, StopRules rules) {
        return orphan.end(begin(orphan) ? StopRules.AT_ONCE : rules);
    }

    /** Kills the one that is being asked to end, and those that come after it. Blocks until that one has ended. */
    void hurry() {
        ProcessTree asked = hurryFromNowOn();
        if (asked != null) {
            asked.end(StopRules.AT_ONCE);
        }
    }

    private synchronized boolean begin(ProcessTree orphan) {
        current = orphan;
        return hurried;
    }

    private synchronized ProcessTree hurryFromNowOn() {
        hurried = true;
        return current;
    }
}
