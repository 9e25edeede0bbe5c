package io.quarkiverse.sidecar.runtime.reclaim;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.sidecar.runtime.launch.Launcher;
import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;
import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;

/**
 * An application for tests to kill: takes a slot of the folder in its first argument, launches the script in its second as
 * a sidecar, hands on the lines that the sidecar prints, and then waits to be killed, or told to launch it again.
 */
public class CrashingApp {

    /** What tells it so, on its standard input. */
    static final int AGAIN = 'a';

    public static void main(String[] arguments) throws Exception {
        ProcessTable table = ProcessTable.ofThisMachine();
        SlotLease lease = new Reclaimer(table, Optional.of(Path.of(arguments[0]))).occupy(name -> StopPolicy.DEFAULT);
        System.out.println("owner " + lease.owner());
        ProcessSpec spec = new ProcessSpec("helper", List.of("/bin/sh", "-c", arguments[1]), System.getenv(), Path.of("/"));
        Launcher launcher = new Launcher(table, lease.owner());
        do {
            run(launcher.launch(spec, lease.records()).get());
        } while (System.in.read() == AGAIN);
        lease.close();
    }

    private static void run(SidecarProcess process) throws Exception {
        System.out.println("sidecar " + process.pid());
        BufferedReader output = new BufferedReader(new InputStreamReader(process.stdout()));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            System.out.println(line);
        }
        process.onExit().get();
        System.out.println("sidecar exited");
    }

    /** A JVM like this one that runs a class of the tests. */
    public static ProcessBuilder java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Dio.quarkiverse.sidecar.control-groups=false", "-cp",
                System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }
}
