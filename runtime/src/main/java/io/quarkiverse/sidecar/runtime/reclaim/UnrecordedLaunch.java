package io.quarkiverse.sidecar.runtime.reclaim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;
import io.quarkiverse.sidecar.runtime.state.RunId;

/**
 * A launch of which no record is left, found by what its processes carry.
 *
 * @param claim what they carry
 * @param pid one of them
 * @param sidecar the sidecar's name
 */
record UnrecordedLaunch(LaunchMarker claim, long pid, String sidecar) {

    private static final String UNKNOWN = "unknown";

    /** The launches of an owner that still have a process of this user, each once. */
    static Collection<UnrecordedLaunch> of(RunId owner, ProcessTable table) {
        OptionalLong user = table.user(ProcessHandle.current().pid());
        Map<LaunchMarker, UnrecordedLaunch> carriers = new LinkedHashMap<>();
        for (ProcessEntry entry : table.all()) {
            if (!entry.zombie() && entry.startTicks() >= owner.startTicks() && table.user(entry.pid()).equals(user)) {
                table.environment(entry.pid()).ifPresent(environment -> of(owner, entry.pid(), environment)
                        .forEach(carrier -> carriers.putIfAbsent(carrier.claim(), carrier)));
            }
        }
        return carriers.values();
    }

    ProcessTree tree(ProcessTable table) {
        return ProcessTree.of(table, new ProcessIdentity(table.machine(), 0, 0), claim, false,
                LaunchTraces.NONE);
    }

    private static List<UnrecordedLaunch> of(RunId owner, long pid, Map<String, String> environment) {
        List<UnrecordedLaunch> carriers = new ArrayList<>();
        for (LaunchMarker claim : LaunchMarker.in(environment)) {
            if (claim.owner().equals(owner.toString())) {
                // Of a sidecar's sidecar the environment names the inner one.
                boolean itsOwn = claim.token().equals(environment.get(LaunchMarker.TOKEN));
                carriers.add(new UnrecordedLaunch(claim, pid,
                        itsOwn ? environment.getOrDefault(LaunchMarker.NAME, UNKNOWN) : UNKNOWN));
            }
        }
        return carriers;
    }
}
