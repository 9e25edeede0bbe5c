package io.quarkiverse.sidecar.runtime.process;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All processes at one moment. What each of them claims is read when somebody asks for the first time, and then remembered:
 * at most once for each process, after its entry was read. Safe for use by any thread.
 */
public final class Snapshot {

    private final ProcessTable table;
    private final List<ProcessEntry> entries;
    private final Map<Long, List<Claim>> claims = new ConcurrentHashMap<>();

    private Snapshot(ProcessTable table, List<ProcessEntry> entries) {
        this.table = table;
        this.entries = entries;
    }

    /** Reads the table now. */
    static Snapshot of(ProcessTable table) {
        return new Snapshot(table, List.copyOf(table.all()));
    }

    public List<ProcessEntry> entries() {
        return entries;
    }

    /** True when the environment of that process, which is one of the entries, carries the claim. */
    public boolean carries(ProcessEntry entry, Claim claim) {
        return claims.computeIfAbsent(entry.pid(), pid -> table.environment(pid).map(Claim::in).orElse(List.of()))
                .contains(claim);
    }
}
