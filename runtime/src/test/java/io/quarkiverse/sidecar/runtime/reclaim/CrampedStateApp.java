package io.quarkiverse.sidecar.runtime.reclaim;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.sidecar.runtime.launch.Launcher;
import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;
import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.state.StateDirectory;

/**
 * An application whose state folder, its argument, is of little use; without an argument it looks for one. It launches two
 * sidecars, says what protects them, and ends.
 */
class CrampedStateApp {

    public static void main(String[] arguments) throws Exception {
        ProcessTable table = ProcessTable.ofThisMachine();
        Optional<Path> configured = List.of(arguments).stream().findFirst().map(Path::of);
        Optional<Path> state = StateDirectory.locate(configured, "app", Path.of("/app"));
        try (SlotLease lease = new Reclaimer(table, state).occupy(name -> StopPolicy.AT_ONCE);
                Launcher launcher = new Launcher(table, lease.owner())) {
            for (String name : List.of("first", "second")) {
                SidecarProcess sidecar = launcher.launch(new ProcessSpec(name, List.of("sleep", "1000"), System.getenv(),
                        Path.of("/")), lease.records()).get();
                System.out.println(name + " alive " + sidecar.tree().members().contains(sidecar.pid()) + " "
                        + sidecar.protections());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> sidecar.terminate(StopPolicy.AT_ONCE)));
            }
            System.out.println("up " + state.map(Path::getParent).map(Path::getFileName).map(Path::toString).orElse("nowhere"));
        }
        System.exit(0);
    }
}
