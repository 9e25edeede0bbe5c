package io.quarkiverse.sidecar.runtime.supervisor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkiverse.sidecar.runtime.launch.Launcher;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.Orphan;
import io.quarkiverse.sidecar.runtime.port.ListenerVerifier;
import io.quarkiverse.sidecar.runtime.port.PortHolderLookup;
import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.reclaim.ReclaimReport;
import io.quarkiverse.sidecar.runtime.reclaim.SlotLease;

/**
 * What all sidecars of one run of the app share: its slot of the state folder, the thread that forks, the view of who
 * listens where.
 */
public final class ProcessServices implements AutoCloseable {

    private final ProcessTable table;
    private final SlotLease lease;
    private final Launcher launcher;
    private final PortHolderLookup holders;
    private final ListenerVerifier ownership;
    private final Set<ReclaimReport> told = ConcurrentHashMap.newKeySet();

    public ProcessServices(ProcessTable table, SlotLease lease) {
        this.table = table;
        this.lease = lease;
        this.launcher = new Launcher(table, lease.owner());
        this.holders = new PortHolderLookup(table, lease::isOtherLiveInstance);
        this.ownership = new ListenerVerifier(table, holders);
    }

    SlotLease lease() {
        return lease;
    }

    Launcher launcher() {
        return launcher;
    }

    PortHolderLookup holders() {
        return holders;
    }

    ListenerVerifier ownership() {
        return ownership;
    }

    /** The sidecar of this run that a process belongs to by its environment. */
    Optional<String> sidecarOf(long pid) {
        return table.environment(pid).filter(environment -> lease.owner().equals(environment.get(LaunchMarker.OWNER)))
                .map(environment -> environment.get(LaunchMarker.NAME));
    }

    /** What was reclaimed of that sidecar and has not been told yet. */
    List<Orphan> orphansToTell(String sidecar) {
        return lease.reclaimed().stream().filter(reclaimed -> reclaimed.sidecar().equals(sidecar)).filter(told::add)
                .map(reclaimed -> new Orphan(reclaimed.pid(), reclaimed.ended())).toList();
    }

    /** To be called before {@link #close} when every sidecar is proved to have ended. */
    public void nobodyIsLeft() {
        launcher.dismissGuard();
    }

    /** To be called when all sidecars are ended: the launcher's thread takes with it whatever it forked. */
    @Override
    public void close() {
        launcher.close();
        lease.close();
    }
}
