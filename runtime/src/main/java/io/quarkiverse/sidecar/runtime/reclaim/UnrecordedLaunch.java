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
 * @param marker what they carry
 * @param pid one of them
 * @param sidecar the sidecar's name
 */
record UnrecordedLaunch(LaunchMarker marker, long pid, String sidecar) {

    private static final String UNKNOWN = "unknown";

    /** The launches of an owner that still have a process of this user, each once. */
    static Collection<UnrecordedLaunch> of(RunId runId, ProcessTable table) {
        OptionalLong user = table.user(ProcessHandle.current().pid());
        Map<LaunchMarker, UnrecordedLaunch> carriers = new LinkedHashMap<>();
        for (ProcessEntry entry : table.all()) {
            if (!entry.zombie() && entry.startTicks() >= runId.startTicks() && table.user(entry.pid()).equals(user)) {
                table.environment(entry.pid()).ifPresent(environment -> of(runId, entry.pid(), environment)
                        .forEach(launch -> carriers.putIfAbsent(launch.marker(), launch)));
            }
        }
        return carriers.values();
    }

    ProcessTree tree(ProcessTable table) {
        return ProcessTree.of(table, new ProcessIdentity(table.machine(), 0, 0), marker, false,
                LaunchTraces.NONE);
    }

    private static List<UnrecordedLaunch> of(RunId runId, long pid, Map<String, String> environment) {
        List<UnrecordedLaunch> carriers = new ArrayList<>();
        for (LaunchMarker marker : LaunchMarker.in(environment)) {
            if (marker.owner().equals(runId.toString())) {
                // Of a sidecar's sidecar the environment names the inner one.
                boolean itsOwn = marker.token().equals(environment.get(LaunchMarker.TOKEN));
                carriers.add(new UnrecordedLaunch(marker, pid,
                        itsOwn ? environment.getOrDefault(LaunchMarker.NAME, UNKNOWN) : UNKNOWN));
            }
        }
        return carriers;
    }
}
