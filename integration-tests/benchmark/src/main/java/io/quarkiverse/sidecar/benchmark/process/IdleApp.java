package io.quarkiverse.sidecar.benchmark.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import com.sun.management.OperatingSystemMXBean;

import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;
import io.vertx.core.Vertx;

/** An application whose sidecars do nothing but answer their polls, and which says what they cost it. */
public final class IdleApp {

    /**
     * What so many sidecars cost.
     *
     * @param cpu hundredths of a core
     * @param compilers those of them that the compilers of the JVM took, which are done some time
     * @param heap bytes in use after a collection, more than before the launch
     * @param outside bytes of memory that are not the heap's, more than before the launch
     * @param threads more than before the launch
     */
    public record Cost(int sidecars, double cpu, double compilers, long heap, long outside, long threads) {

        static Cost parse(String line) {
            String[] parts = line.split(" ");
            return new Cost(Integer.parseInt(parts[1]), Double.parseDouble(parts[2]),
                    Double.parseDouble(parts[3]), Long.parseLong(parts[4]), Long.parseLong(parts[5]),
                    Long.parseLong(parts[6]));
        }

        String line() {
            return String.join(" ", "cost", Integer.toString(sidecars), Double.toString(cpu),
                    Double.toString(compilers), Long.toString(heap), Long.toString(outside), Long.toString(threads));
        }
    }

    private record Used(long cpu, long heap, long resident, long threads) {

        static Used now() throws IOException {
            long cpu = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
            System.gc();
            System.gc();
            return new Used(cpu, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), residentNow(),
                    ManagementFactory.getThreadMXBean().getThreadCount());
        }

        private static long residentNow() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElseThrow();
        }
    }

    /** What is executed first is compiled soon, and belongs to no sidecar: some that are polled often see to that before. */
    private static final int WARM_UP = 20;
    private static final Duration POLLS_OF_WARM_UP = Duration.ofMillis(200);

    /** Threads that have nothing to do any more stay for a minute. */
    private static final Duration THREADS_OF_A_LAUNCH_GONE = Duration.ofSeconds(65);

    private IdleApp() {
    }

    /** Starts one; {@link #cost} waits for what it says. */
    public static Process start(Place place, int count, Duration warmUp, Duration measured) throws IOException {
        // The heap is resident from the beginning: what comes to the resident memory is outside of it.
        return Java.running(IdleApp.class,
                List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch", "-XX:-UseDynamicNumberOfCompilerThreads"),
                place.folder("idle").toString(), Integer.toString(count), warmUp.toString(),
                measured.toString(), place.programs().pipe().toString()).start();
    }

    public static Cost cost(Process app) throws IOException {
        return app.inputReader().lines().filter(line -> line.startsWith("cost ")).map(Cost::parse).findFirst()
                .orElseThrow(() -> new IllegalStateException("The application with idle sidecars did not get so far"));
    }

    public static void main(String[] arguments) throws Exception {
        try {
            measure(arguments);
        } finally {
            // Also when it has failed: whoever waits for its line must not wait for ever.
            System.exit(0);
        }
    }

    private static void measure(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        List<String> command = new Programs(Path.of(arguments[4])).server("idle");
        ScheduledExecutorService callbacks = Executors.newScheduledThreadPool(1);
        Vertx vertx = Vertx.vertx();
        Sidecars declared = Sidecars.PLAIN.listening(Optional.of("/"));
        Path warmUp = Files.createDirectory(Path.of(arguments[0], "warm-up"));
        try (RunningFleet fleet = launch(vertx, callbacks, warmUp,
                declared.interval(POLLS_OF_WARM_UP).declare(WARM_UP, "warm-up", command))) {
            Pause.of(Duration.parse(arguments[2]));
        }
        Pause.of(THREADS_OF_A_LAUNCH_GONE);
        Used before = Used.now();
        Path state = Files.createDirectory(Path.of(arguments[0], "idle"));
        try (RunningFleet fleet = launch(vertx, callbacks, state, declared.declare(count, "s", command))) {
            System.out.println(cost(count, before, Duration.parse(arguments[3])).line());
        }
    }

    /** Returns when all are ready. */
    private static RunningFleet launch(Vertx vertx, Executor callbacks, Path state, List<SidecarDeclaration> declarations)
            throws InterruptedException {
        RunningFleet fleet = new RunningFleet(vertx, callbacks, state, declarations, () -> {
        });
        fleet.fleet().launch();
        for (int n = 0; n < declarations.size(); n++) {
            fleet.next(SidecarReady.class);
        }
        return fleet;
    }

    private static Cost cost(int count, Used before, Duration measured) throws InterruptedException, IOException {
        Pause.of(THREADS_OF_A_LAUNCH_GONE);
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long begin = System.nanoTime();
        long used = system.getProcessCpuTime();
        long compiled = compilers();
        Pause.of(measured);
        Used after = Used.now();
        double taken = System.nanoTime() - begin;
        double cpu = 100 * (after.cpu() - used) / taken;
        return new Cost(count, cpu, 100 * (compilers() - compiled) / taken, after.heap() - before.heap(),
                after.resident() - before.resident(),
                after.threads() - before.threads());
    }

    /** Nanoseconds of processor time that the threads took which compile. */
    private static long compilers() throws IOException {
        long nanos = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path thread : threads) {
                if (Files.readString(thread.resolve("comm")).matches("C[12] Compiler.*\\s*")) {
                    nanos += Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
                }
            }
        }
        return nanos;
    }
}
