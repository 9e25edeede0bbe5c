package io.quarkiverse.sidecar.runtime.reclaim;

import java.util.Optional;

import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.reclaim.Observation.Mark;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;
import io.quarkiverse.sidecar.runtime.state.RecordCodec.RecordFile;

/**
 * What to do about a record, and why. A pure function of the record and of what can be seen.
 *
 * @param kind what to do
 * @param reason for people
 */
record Verdict(Kind kind, String reason) {

    enum Kind {
        /** The process is ours and its owner is dead: end its tree. */
        ORPHAN(true, false),
        /** The main process has ended: end what else carries token and owner. */
        GONE(true, false),
        /** The pid is another process's now: leave that alone, end what else carries token and owner. */
        RECYCLED(true, true),
        /** Nothing proves the process ours: leave it alone. */
        FOREIGN(false, true),
        /** Its owner may be alive: leave it alone. */
        OWNED(false, true),
        /** It names what no sidecar can be: signal nothing. */
        HOSTILE(false, false),
        /** It speaks of another machine, boot or pid namespace, where pids mean something else: signal nothing. */
        ELSEWHERE(false, false),
        /** It cannot be understood: signal nothing for its sake. */
        DAMAGED(false, false);

        /** True when processes that carry the record's token and owner are ended. */
        final boolean ends;

        /** True when a living process is named that is left alone. */
        final boolean leavesAlone;

        Kind(boolean ends, boolean leavesAlone) {
            this.ends = ends;
            this.leavesAlone = leavesAlone;
        }

        /** True when the record is kept, under another name, for people to look at. */
        boolean movesAside() {
            return this == HOSTILE || this == ELSEWHERE || this == DAMAGED || this == OWNED;
        }
    }

    static Verdict of(RecordFile file, Observation seen) {
        if (file instanceof RecordFile.Damaged damaged) {
            return new Verdict(Kind.DAMAGED, damaged.why());
        }
        LaunchRecord record = (LaunchRecord) file;
        long pid = record.identity().pid();
        // A number that this JVM was given after a sidecar proves nothing against the record.
        boolean untouchable = seen.protectedPids().contains(pid) && seen.entry().filter(record.identity()::is).isPresent();
        if (!ProcessIdentity.ordinaryPid(pid) || untouchable) {
            return new Verdict(Kind.HOSTILE, "it names pid " + pid + ", which cannot be a sidecar");
        }
        if (!record.identity().machine().equals(seen.machine())) {
            return new Verdict(Kind.ELSEWHERE, "it was written on another machine, boot or pid namespace: "
                    + record.identity().machine());
        }
        if (seen.ownerAlive()) {
            return new Verdict(Kind.OWNED, "its owner " + record.runId() + " may be alive");
        }
        Optional<ProcessEntry> living = seen.entry().filter(entry -> !entry.zombie());
        if (living.isEmpty()) {
            return new Verdict(Kind.GONE, "its main process has ended");
        }
        return record.identity().is(living.get()) ? ofSameProcess(record, living.get(), seen)
                : new Verdict(Kind.RECYCLED, "the pid was given to another process: the recorded one started at tick "
                        + record.identity().startTicks() + ", this one at " + living.get().startTicks());
    }

    private static Verdict ofSameProcess(LaunchRecord record, ProcessEntry living, Observation seen) {
        if (seen.mark() == Mark.OURS) {
            return new Verdict(Kind.ORPHAN, "same pid and start, and it carries the launch's token");
        }
        if (seen.mark() == Mark.OTHER) {
            return new Verdict(Kind.FOREIGN, "it carries another launch's token");
        }
        if (record.leadsSession() && living.leadsSession()) {
            return new Verdict(Kind.ORPHAN, "same pid and start, and it leads its own session as recorded");
        }
        if (seen.traced()) {
            return new Verdict(Kind.ORPHAN, "same pid and start, and its output or control group is that of the launch");
        }
        if (seen.sameExecutable()) {
            return new Verdict(Kind.ORPHAN, "same pid and start, and it executes " + record.executable());
        }
        return new Verdict(Kind.FOREIGN,
                "it carries no token, leads no session, has another output, and executes something else than "
                        + record.executable());
    }
}
