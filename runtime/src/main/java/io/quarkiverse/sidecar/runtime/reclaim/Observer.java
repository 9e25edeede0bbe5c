package io.quarkiverse.sidecar.runtime.reclaim;

import io.quarkiverse.sidecar.runtime.state.RunId;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.reclaim.Observation.Mark;

/**
 * Looks at the process that a record names.
 *
 * @param heldBy the owners of the slots that are held
 */
record Observer(ProcessTable table, Set<RunId> heldBy) {

    Observation observe(LaunchRecord record) {
        long pid = record.identity().pid();
        Optional<ProcessEntry> entry = ProcessIdentity.ordinaryPid(pid) ? table.find(pid) : Optional.empty();
        return new Observation(table.machine(), mayBeAlive(record.owner()), ownLineage(), entry,
                entry.map(any -> mark(record.claim(), pid)).orElse(Mark.NONE),
                entry.isPresent() && record.traces().existing().shownBy(pid, table),
                entry.isPresent() && table.executable(pid).filter(record.executable()::equals).isPresent());
    }

    /** Proved dead only by both: it holds no slot, and its JVM is gone. */
    boolean mayBeAlive(RunId owner) {
        return heldBy.contains(owner) || owner.alive(table);
    }

    private Mark mark(LaunchMarker claim, long pid) {
        Map<String, String> environment = table.environment(pid).orElse(Map.of());
        if (claim.carriedBy(environment)) {
            return Mark.OURS;
        }
        return environment.containsKey(LaunchMarker.TOKEN) ? Mark.OTHER : Mark.NONE;
    }

    /** This JVM and its ancestors. */
    Set<Long> ownLineage() {
        Set<Long> lineage = new HashSet<>();
        Optional<Long> next = Optional.of(ProcessHandle.current().pid());
        while (next.isPresent() && lineage.add(next.get())) {
            next = table.find(next.get()).map(ProcessEntry::parent);
        }
        return lineage;
    }
}
