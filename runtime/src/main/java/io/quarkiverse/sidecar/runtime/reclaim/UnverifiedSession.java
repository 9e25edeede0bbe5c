package io.quarkiverse.sidecar.runtime.reclaim;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.reclaim.Observation.Observer;
import io.quarkiverse.sidecar.runtime.reclaim.ReclaimReport.LeftAlone;
import io.quarkiverse.sidecar.runtime.redaction.LogSafe;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;

/**
 * Who sits in the session that a recorded main process led, now that it is gone, and carries no mark. They may be left of the
 * sidecar, or of a process that had the number after it: that proves nothing, so they are named and never signalled.
 *
 * @param members living processes; empty when there is none to report
 */
record UnverifiedSession(LaunchRecord record, List<ProcessEntry> members) {

    private static final Logger LOG = Logger.getLogger(UnverifiedSession.class);

    /**
     * A pure function of what was seen.
     *
     * @param protectedPids this JVM and its ancestors
     * @param marked true for a process whose environment carries a token: whose it is, is known
     */
    static UnverifiedSession of(LaunchRecord record, List<ProcessEntry> snapshot, Set<Long> protectedPids,
            Predicate<ProcessEntry> marked) {
        long led = record.identity().pid();
        // The number of a session is given to no other process while the session has a member.
        boolean over = !record.leadsSession() || snapshot.stream()
                .anyMatch(entry -> entry.pid() == led && (!record.identity().is(entry) || !entry.zombie()));
        return new UnverifiedSession(record, over ? List.of()
                : snapshot.stream().filter(entry -> entry.session() == led && entry.pid() != led && !entry.zombie()
                        && entry.startTicks() >= record.identity().startTicks() && !protectedPids.contains(entry.pid()))
                        .filter(marked.negate()).toList());
    }

    /** Looks now. */
    static UnverifiedSession of(LaunchRecord record, List<ProcessEntry> snapshot, Observer observer) {
        return of(record, snapshot, observer.ownLineage(), entry -> observer.table().environment(entry.pid())
                .orElse(Map.of()).containsKey(LaunchMarker.TOKEN));
    }

    /** Says so, once for all of them. */
    void log(ProcessTable table) {
        LOG.warnf("The main process of sidecar '%s' (pid %d) of an earlier run is gone, but processes are in the session that"
                + " it led: %s. They may be left of that sidecar. They carry no token, so that this is not proved: they were"
                + " left alone, and no later start will find them. Look at them, and if they are of no use end them: kill %s",
                LogSafe.of(record.sidecar()), record.identity().pid(),
                members.stream().map(entry -> describe(entry.pid(), table)).collect(Collectors.joining(", ")),
                members.stream().map(entry -> Long.toString(entry.pid())).collect(Collectors.joining(" ")));
    }

    List<LeftAlone> leftAlone() {
        return members.stream().map(entry -> new LeftAlone(record.sidecar(), entry.pid(), "it is in the session that pid "
                + record.identity().pid() + " led, which is gone, and carries no token: not proved")).toList();
    }

    private static String describe(long pid, ProcessTable table) {
        return "pid " + pid + " (" + table.executable(pid).map(Path::toString).orElse("unknown program") + ", user "
                + ProcessHandle.of(pid).flatMap(handle -> handle.info().user()).orElse("unknown") + ")";
    }
}
