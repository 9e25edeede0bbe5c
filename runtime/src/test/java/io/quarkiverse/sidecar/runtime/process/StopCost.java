package io.quarkiverse.sidecar.runtime.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What ending obedient sidecars together costs: started by hand, prints milliseconds, and how many times as long it took as
 * to end bare processes by the JDK's means in the same round.
 */
final class StopCost {

    private static final int ROUNDS = 12;
    private static final int SIDECARS = 20;
    private static final StopRules PATIENT = new StopRules(StopSignal.TERM, Duration.ofSeconds(60));

    private final ExecutorService threads = Executors.newFixedThreadPool(SIDECARS);
    private final Launcher launcher = new Launcher(ProcessTable.ofThisMachine(), OwnProcesses.newOwner());

    public static void main(String[] args) throws Exception {
        StopCost cost = new StopCost();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                double bare = cost.bare();
                cost.print("alone", cost.sidecars("exec sleep 1000"), bare);
                cost.print("with a child", cost.sidecars("sleep 1000 & exec sleep 1000"), bare);
            }
        } finally {
            cost.launcher.close();
            cost.threads.shutdown();
        }
    }

    private double bare() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int n = 0; n < SIDECARS; n++) {
            processes.add(new ProcessBuilder("sleep", "1000").start());
        }
        return together(processes.stream().map(process -> (Callable<?>) () -> {
            process.destroy();
            return process.waitFor();
        }).toList());
    }

    private double sidecars(String script) throws Exception {
        List<SidecarProcess> sidecars = new ArrayList<>();
        for (int n = 0; n < SIDECARS; n++) {
            sidecars.add(launcher.launch(new ProcessSpec("sidecar-" + n, List.of("sh", "-c", script), System.getenv(),
                    Path.of("").toAbsolutePath()), ticket -> {
                    }).get());
        }
        return together(sidecars.stream().map(sidecar -> (Callable<?>) () -> sidecar.tree().end(PATIENT)).toList());
    }

    private double together(List<? extends Callable<?>> ends) throws Exception {
        List<Future<?>> ended = new ArrayList<>();
        long begin = System.nanoTime();
        ends.forEach(end -> ended.add(threads.submit(end)));
        for (Future<?> end : ended) {
            end.get();
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    private void print(String what, double millis, double bare) {
        System.out.printf("%d sidecars, %-12s %7.1f ms; bare %6.1f ms; ratio %6.1f%n", SIDECARS, what, millis, bare,
                millis / bare);
    }
}
