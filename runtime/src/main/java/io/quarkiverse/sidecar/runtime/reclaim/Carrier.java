package io.quarkiverse.sidecar.runtime.reclaim;

import io.quarkiverse.sidecar.runtime.state.OwnerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import io.quarkiverse.sidecar.runtime.process.Claim;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;
import io.quarkiverse.sidecar.runtime.process.Signals;

/**
 * A launch of which no record is left, found by what its processes carry.
 *
 * @param claim what they carry
 * @param pid one of them
 * @param sidecar the sidecar's name
 */
record Carrier(Claim claim, long pid, String sidecar) {

    private static final String UNKNOWN = "unknown";

    /** The launches of an owner that still have a process of this user, each once. */
    static Collection<Carrier> of(OwnerId owner, ProcessTable table) {
        OptionalLong user = table.user(ProcessHandle.current().pid());
        Map<Claim, Carrier> carriers = new LinkedHashMap<>();
        for (ProcessEntry entry : table.all()) {
            if (!entry.zombie() && entry.startTicks() >= owner.startTicks() && table.user(entry.pid()).equals(user)) {
                table.environment(entry.pid()).ifPresent(environment -> of(owner, entry.pid(), environment)
                        .forEach(carrier -> carriers.putIfAbsent(carrier.claim(), carrier)));
            }
        }
        return carriers.values();
    }

    ProcessTree tree(ProcessTable table, Signals signals) {
        return ProcessTree.of(table, signals, new ProcessIdentity(table.machine(), 0, 0), claim, false,
                LaunchTraces.NONE);
    }

    private static List<Carrier> of(OwnerId owner, long pid, Map<String, String> environment) {
        List<Carrier> carriers = new ArrayList<>();
        for (Claim claim : Claim.in(environment)) {
            if (claim.owner().equals(owner.toString())) {
                // Of a sidecar's sidecar the environment names the inner one.
                boolean itsOwn = claim.token().equals(environment.get(Claim.TOKEN));
                carriers.add(new Carrier(claim, pid, itsOwn ? environment.getOrDefault(Claim.NAME, UNKNOWN) : UNKNOWN));
            }
        }
        return carriers;
    }
}
