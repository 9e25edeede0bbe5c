package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.Optional;

import io.quarkiverse.sidecar.runtime.reclaim.VerdictInSimulation;
import io.quarkiverse.sidecar.runtime.reclaim.VerdictInSimulation.Ends;
import io.quarkiverse.sidecar.runtime.reclaim.VerdictInSimulation.Living;
import io.quarkiverse.sidecar.runtime.reclaim.VerdictInSimulation.Noted;

/** Which processes a reclaim ends. */
@FunctionalInterface
interface Verdict {

    /** The verdict of the reclaim package on the record, and whatever carries a dead owner's id. */
    Verdict REAL = (seen, process) -> seen.carriesDeadOwner(process) || onRecord(seen, process, seen.boot());

    /** What a pid file leads to. */
    Verdict BY_PID_ALONE = (seen, process) -> seen.carriesDeadOwner(process)
            || seen.entry() != null && !seen.ownerIsAlive() && process == seen.holder();

    /** Pid and start ticks, of whatever boot. */
    Verdict OF_ANY_BOOT = (seen, process) -> seen.carriesDeadOwner(process)
            || seen.entry() != null && onRecord(seen, process, seen.entry().boot());

    boolean isOrphan(Sight seen, SimulatedProcess process);

    private static boolean onRecord(Sight seen, SimulatedProcess process, int boot) {
        Disk.Entry entry = seen.entry();
        if (entry == null || process != seen.holder() && (process.isStranger() || process.main != seen.holder())) {
            return false;
        }
        Ends ends = VerdictInSimulation.of(new Noted(entry.boot(), entry.pid(), entry.ticks(), seen.ownerIsAlive()), boot,
                Optional.of(living(entry, seen.holder())));
        return ends.main();
    }

    private static Living living(Disk.Entry entry, SimulatedProcess holder) {
        boolean readable = !holder.isStranger() && !holder.blank;
        boolean ours = readable && holder.token.equals(entry.token());
        return new Living(holder.ticks, holder.leadsSession, holder.sameProgram, ours,
                readable && !ours || holder.carriesOther);
    }
}
