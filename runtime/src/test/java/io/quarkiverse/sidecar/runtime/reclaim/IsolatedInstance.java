package io.quarkiverse.sidecar.runtime.reclaim;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.quarkiverse.sidecar.runtime.launch.Launcher;
import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;
import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;

/** An instance of an application that shares nothing with others in this JVM but the JDK, when it has its own class loader. */
public class IsolatedInstance implements Callable<Map<String, Object>>, AutoCloseable {

    private final SlotLease lease;
    private final Launcher launcher;
    private final SidecarProcess sidecar;

    public IsolatedInstance(String state) throws Exception {
        ProcessTable table = ProcessTable.ofThisMachine();
        lease = new Reclaimer(table, Optional.of(Path.of(state))).occupy(name -> StopPolicy.DEFAULT);
        launcher = new Launcher(table, lease.owner());
        sidecar = launcher.launch(new ProcessSpec("helper", List.of("sleep", "1000"), System.getenv(), Path.of("/")),
                lease.records()).get();
    }

    /** What there is to know, in types of the JDK. */
    @Override
    public Map<String, Object> call() {
        return Map.of("sidecar", sidecar.pid(), "reclaimed", lease.reclaimed().size(), "leftAlone",
                lease.leftAlone().size(), "lock",
                lease.records().file("helper").orElseThrow().getParent().resolveSibling("lock"));
    }

    @Override
    public void close() throws Exception {
        sidecar.terminate(StopPolicy.AT_ONCE);
        launcher.close();
        lease.records().remove("helper");
        lease.close();
    }
}
