package io.quarkiverse.sidecar.runtime.reclaim;

import java.util.Optional;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.process.Machine;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;

/**
 * What can be seen of the process that a record names.
 *
 * @param machine this machine
 * @param ownerAlive true when the record's owner, or a holder of the slot, may be alive
 * @param untouchable this JVM and its ancestors
 * @param entry the process that has the recorded pid now
 * @param mark what its environment says
 * @param traced true when its output is a pipe that was made for the launch, or it is in the launch's control group
 * @param sameExecutable true when it executes the recorded program
 */
record Observation(Machine machine, boolean ownerAlive, Set<Long> untouchable, Optional<ProcessEntry> entry, Mark mark,
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
}
