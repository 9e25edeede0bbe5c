package io.quarkiverse.sidecar.runtime.experiment;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.OrphanReclaimed;
import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarExited;
import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.SidecarRestartScheduled;
import io.quarkiverse.sidecar.SidecarStopped;
import io.quarkiverse.sidecar.runtime.fleet.Fleet;
import io.quarkiverse.sidecar.runtime.lifecycle.Backoff;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartBudget;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartPolicy;
import io.quarkiverse.sidecar.runtime.output.OutputLevel;
import io.quarkiverse.sidecar.runtime.output.OutputLevels;
import io.quarkiverse.sidecar.runtime.port.PortAssignments;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.process.StopSignal;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;
import io.quarkiverse.sidecar.runtime.state.StateDirectory;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;

/**
 * An application without Quarkus that owns the sidecar "web", to be killed. Arguments: the state folder, the restart policy,
 * the stop timeout in milliseconds, the sidecar's command. It says {@code up}, does what it is told line by line on its
 * standard input, and prints a line for
 * each event.
 */
class HostApp {

    private static final String SIDECAR = "web";

    /** Alive for that long is ready, ready for that long is stable. */
    private static final Duration SETTLED = Duration.ofMillis(50);

    /** Nobody waits for it: the application is killed in it. */
    private static final Duration BACKOFF = Duration.ofMinutes(5);

    private final Path state;
    private final Fleet fleet;
    private final Semaphore exits = new Semaphore(0);

    private HostApp(Path state, SidecarDeclaration sidecar) {
        this.state = state;
        this.fleet = new Fleet(List.of(sidecar), new Fleet.Surroundings(
                new Reclaimer(ProcessTable.ofThisMachine(),
                        StateDirectory.locate(Optional.of(state), "experiment", Path.of("/experiment"))),
                this::tell, UnaryOperator.identity(), new PortAssignments(), Executors.newSingleThreadExecutor(), null,
                Duration.ofSeconds(30)));
    }

    public static void main(String[] arguments) throws Exception {
        StopPolicy stop = new StopPolicy(StopSignal.TERM, Duration.ofMillis(Long.parseLong(arguments[2])));
        HostApp app = new HostApp(Path.of(arguments[0]), declaration(RestartPolicy.valueOf(arguments[1]), stop,
                List.of(arguments).subList(3, arguments.length)));
        System.out.println("up");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            app.carryOut(order.split(" "));
        }
        app.fleet.shutDown();
        System.out.println("down");
        System.exit(0);
    }

    private void carryOut(String[] order) throws Exception {
        switch (order[0]) {
            case "launch" -> fleet.launch();
            case "restart" -> fleet.supervisor(SIDECAR).restart();
            case "stop" -> fleet.supervisor(SIDECAR).stop();
            case "start" -> {
                fleet.supervisor(SIDECAR).start().get();
                System.out.println("started");
            }
            case "repeat" -> {
                for (int n = 0; n < Integer.parseInt(order[1]); n++) {
                    exits.acquire();
                    fleet.supervisor(SIDECAR).start().get();
                }
                System.out.println("repeated " + fleet.supervisor(SIDECAR).status().launch());
            }
            case "count" -> {
                // On a busy machine the last one was ready before it had exited.
                fleet.supervisor(SIDECAR).stop().get();
                System.out.println("counted " + threads() + " " + descriptors() + " " + children() + " " + files());
            }
            default -> throw new IllegalArgumentException(Arrays.toString(order));
        }
    }

    private void tell(SidecarEvent event) {
        if (event instanceof SidecarLaunched launched) {
            System.out.println("launched " + launched.pid());
        } else if (event instanceof SidecarReady) {
            System.out.println("ready " + new TreeSet<>(fleet.supervisor(event.name()).status().protections()));
        } else if (event instanceof SidecarExited exited) {
            System.out.println("exited " + exited.exit());
            exits.release();
        } else if (event instanceof SidecarRestartScheduled scheduled) {
            System.out.println("restarting " + scheduled.delay().toMillis());
        } else if (event instanceof OrphanReclaimed reclaimed) {
            System.out.println("reclaimed " + reclaimed.ended());
        } else if (event instanceof SidecarStopped) {
            System.out.println("stopped");
        } else if (event instanceof SidecarFailed failed) {
            System.out.println("failed " + failed.message());
        }
    }

    private static SidecarDeclaration declaration(RestartPolicy policy, StopPolicy stop, List<String> command) {
        LifecycleRules rules = new LifecycleRules(false, true, Duration.ofSeconds(60).toNanos(), 3, SETTLED.toNanos(), policy,
                new Backoff(BACKOFF.toNanos(), BACKOFF.toNanos(), 0),
                new RestartBudget.Limits(1_000_000, OptionalInt.empty(), 0), Set.of(), OptionalLong.empty(), false);
        return new SidecarDeclaration(SIDECAR, true, false, true, command, Map.of(), true, Path.of("").toAbsolutePath(),
                "127.0.0.1",
                OptionalInt.empty(), new SidecarDeclaration.Health(Optional.empty(), List.of(), OptionalInt.empty(), "http",
                        Map.of(), Duration.ofSeconds(10), Duration.ofSeconds(2), Optional.empty()),
                rules, stop, new OutputLevels(OutputLevel.OFF, OutputLevel.OFF), 10, false,
                Set.of());
    }

    private static int threads() {
        return new File("/proc/self/task").list().length;
    }

    private static int descriptors() {
        return new File("/proc/self/fd").list().length;
    }

    /** Zombies, too: they are children until somebody has taken note. */
    private static long children() throws IOException {
        String self = Long.toString(ProcessHandle.current().pid());
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes.filter(process -> {
                try {
                    String stat = Files.readString(process.resolve("stat"));
                    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[1].equals(self);
                } catch (IOException e) {
                    return false;
                }
            }).count();
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            return files.count();
        }
    }
}
