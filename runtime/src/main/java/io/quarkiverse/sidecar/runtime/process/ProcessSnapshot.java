package io.quarkiverse.sidecar.runtime.process;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All processes at one moment. The markers of a process are read on first use, after its entry, and at most once. Safe for
 * use by any thread.
 */
public final class ProcessSnapshot {

    private final ProcessTable table;
    private final Listing listing;
    private final Map<Long, List<LaunchMarker>> markers = new ConcurrentHashMap<>();
    private final Map<Long, Set<Long>> outputPipes = new ConcurrentHashMap<>();
    private final Set<Long> lineage;
    private volatile boolean unread;

    private ProcessSnapshot(ProcessTable table, Listing listing) {
        this.table = table;
        this.listing = listing;
        this.lineage = Set.copyOf(TreeMembership.ancestorsOf(listing.entries(), ProcessHandle.current().pid()));
    }

    /** Reads the table now. */
    static ProcessSnapshot of(ProcessTable table) {
        return new ProcessSnapshot(table, table.list());
    }

    public List<ProcessEntry> entries() {
        return listing.entries();
    }

    /**
     * True when no process can have been missed, as far as markers have been read: each living process is one of the entries,
     * or was forked by one of them after it was read.
     */
    boolean complete() {
        return listing.complete() && !unread;
    }

    /** The ids of this JVM and its ancestors. */
    Set<Long> lineage() {
        return lineage;
    }

    /** True when the environment of that process, which is one of the entries, carries the claim. */
    public boolean carries(ProcessEntry entry, LaunchMarker marker) {
        return claims(entry).contains(marker);
    }

    /** True when the environment of that process, which is one of the entries, carries a claim, but not this one. */
    boolean carriesOther(ProcessEntry entry, LaunchMarker marker) {
        List<LaunchMarker> carried = claims(entry);
        return !carried.isEmpty() && !carried.contains(marker);
    }

    /** The pipes that the process, which is one of the entries, writes its standard output and error into. */
    Set<Long> outputPipes(ProcessEntry entry) {
        return outputPipes.computeIfAbsent(entry.pid(), table::outputPipes);
    }

    private List<LaunchMarker> claims(ProcessEntry entry) {
        return markers.computeIfAbsent(entry.pid(), pid -> claimsOf(entry));
    }

    /** The marker of a process that has ended meanwhile stays unknown, and so does the owner of children that it left. */
    private List<LaunchMarker> claimsOf(ProcessEntry entry) {
        Map<String, String> environment = table.environment(entry.pid()).orElse(Map.of());
        if (environment.isEmpty() && table.environmentMissed(entry)) {
            unread = true;
        }
        return LaunchMarker.in(environment);
    }

    /**
     * The processes of this machine, read one after the other while others come and go.
     *
     * @param entries each process once
     * @param complete true when no process can have been missed, except descendants of the entries: after the last read, every
     *        listed process had been read
     */
    record Listing(List<ProcessEntry> entries, boolean complete) {

        Listing {
            entries = List.copyOf(entries);
        }
    }
}
