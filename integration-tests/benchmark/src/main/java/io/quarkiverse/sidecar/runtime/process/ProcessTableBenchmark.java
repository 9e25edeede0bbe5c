package io.quarkiverse.sidecar.runtime.process;

import io.quarkiverse.sidecar.runtime.launch.Launcher;
import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;
import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import io.quarkiverse.sidecar.benchmark.process.BareProcesses;

/** The search for the members of a launch's tree, among 400 processes at least: what reads every environment. */
@State(Scope.Benchmark)
public class ProcessTableBenchmark {

    private static final int PROCESSES = 400;

    private final ProcessTable table = ProcessTable.ofThisMachine();
    private final BareProcesses others = new BareProcesses();
    private Launcher launcher;
    private SidecarProcess sidecar;

    @Setup(Level.Trial)
    public void launch() throws Exception {
        for (int missing = PROCESSES - table.all().size(); missing > 0; missing--) {
            others.start(List.of("sleep", "1000"));
        }
        launcher = new Launcher(table, "benchmark-" + ProcessHandle.current().pid());
        sidecar = launcher.launch(new ProcessSpec("s", List.of("sleep", "1000"), System.getenv(),
                Path.of("").toAbsolutePath()), ticket -> {
                }).get();
    }

    @TearDown(Level.Trial)
    public void end() throws Exception {
        sidecar.terminate(StopPolicy.AT_ONCE);
        launcher.dismissGuard();
        launcher.close();
        others.close();
    }

    @Benchmark
    public Set<Long> tokenScan() {
        return sidecar.tree().members();
    }

    @Benchmark
    public Optional<ProcessEntry> oneProcess() {
        return table.find(sidecar.pid());
    }
}
