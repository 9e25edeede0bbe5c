package io.quarkiverse.sidecar.runtime.reclaim;

import java.util.HashSet;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.process.EndReport;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;
import io.quarkiverse.sidecar.runtime.process.SignalSender;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.process.TreeTermination;

/** Ends orphans as their rules say, as long as there is time for that. Safe for use by any thread. */
final class OrphanEnding {

    private final Set<TreeTermination> asked = new HashSet<>();
    private final SignalSender signals;
    private boolean hurried;

    /** @param signals sends what ends them */
    OrphanEnding(SignalSender signals) {
        this.signals = signals;
    }

    /** Blocks until it has ended; many may be ended at the same time. */
    EndReport end(ProcessTree orphan, StopPolicy rules) {
        TreeTermination termination = new TreeTermination(orphan, signals);
        boolean atOnce = begin(termination);
        try {
            return termination.run(atOnce ? StopPolicy.AT_ONCE : rules);
        } finally {
            over(termination);
        }
    }

    /** Has those killed that are being asked to end, and those that come after them. */
    synchronized void hurry() {
        hurried = true;
        asked.forEach(TreeTermination::escalate);
    }

    private synchronized boolean begin(TreeTermination orphan) {
        asked.add(orphan);
        return hurried;
    }

    private synchronized void over(TreeTermination orphan) {
        asked.remove(orphan);
    }
}
