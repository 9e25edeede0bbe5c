package io.quarkiverse.sidecar.runtime.process;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All processes at one moment. What each of them claims is read when somebody asks for the first time, and then remembered:
 * at most once for each process, after its entry was read. Safe for use by any thread.
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
     * True when nobody can have been missed, as far as claims have been asked for: whoever is alive is one of the entries, or
     * was born to one of them after it was read.
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

    /** Of one that has ended, say, nobody knows what it has claimed, and so whose the children are that it may have left. */
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
     * @param complete true when nobody can have been missed who descends from nobody in it: after the last of them was read,
     *        no process was there that had not been read
     */
    record Listing(List<ProcessEntry> entries, boolean complete) {

        Listing {
            entries = List.copyOf(entries);
        }
    }
}
