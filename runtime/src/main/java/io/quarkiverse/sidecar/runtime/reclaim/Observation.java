package io.quarkiverse.sidecar.runtime.reclaim;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.reclaim.Observation.Mark;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;
import io.quarkiverse.sidecar.runtime.state.RunId;

/**
 * What can be seen of the process that a record names.
 *
 * @param machine this machine
 * @param ownerAlive true when the record's owner, or a holder of the slot, may be alive
 * @param protectedPids this JVM and its ancestors
 * @param entry the process that has the recorded pid now
 * @param mark what its environment says
 * @param traced true when its output is a pipe that was made for the launch, or it is in the launch's control group
 * @param sameExecutable true when it executes the recorded program
 */
record Observation(Machine machine, boolean ownerAlive, Set<Long> protectedPids, Optional<ProcessEntry> entry, Mark mark,
        boolean traced, boolean sameExecutable) {

    /** What an environment says about a process's origin. */
    enum Mark {
        /** It carries the record's token and owner. */
        OURS,
        /** It carries another token. */
        OTHER,
        /** It carries none, was overwritten, or may not be read. */
        NONE
    }

    /**
     * Looks at the process that a record names.
     *
     * @param heldBy the owners of the slots that are held
     */
    record Observer(ProcessTable table, Set<RunId> heldBy) {

        Observation observe(LaunchRecord record) {
            long pid = record.identity().pid();
            Optional<ProcessEntry> entry = ProcessIdentity.ordinaryPid(pid) ? table.find(pid) : Optional.empty();
            return new Observation(table.machine(), mayBeAlive(record.runId()), ownLineage(), entry,
                    entry.map(any -> mark(record.marker(), pid)).orElse(Mark.NONE),
                    entry.isPresent() && record.traces().existing().shownBy(pid, table),
                    entry.isPresent() && table.executable(pid).filter(record.executable()::equals).isPresent());
        }

        /** Proved dead only by both: it holds no slot, and its JVM is gone. */
        boolean mayBeAlive(RunId runId) {
            return heldBy.contains(runId) || runId.alive(table);
        }

        private Mark mark(LaunchMarker marker, long pid) {
            Map<String, String> environment = table.environment(pid).orElse(Map.of());
            if (marker.carriedBy(environment)) {
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
}
