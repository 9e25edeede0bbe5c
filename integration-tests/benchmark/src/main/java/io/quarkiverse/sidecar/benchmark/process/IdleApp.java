package io.quarkiverse.sidecar.benchmark.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import com.sun.management.OperatingSystemMXBean;

import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.runtime.output.OutputLevel;
import io.vertx.core.Vertx;

/** An application whose sidecars do nothing but answer their polls, and which says what they cost it. */
public final class IdleApp {

    /**
     * What so many sidecars cost.
     *
     * @param cpu hundredths of a core
     * @param heap bytes in use after a collection, more than before the launch
     * @param outside bytes of memory that are not the heap's, more than before the launch
     * @param threads more than before the launch
     */
    public record Cost(int sidecars, double cpu, long heap, long outside, long threads) {

        static Cost parse(String line) {
            String[] parts = line.split(" ");
            return new Cost(Integer.parseInt(parts[1]), Double.parseDouble(parts[2]), Long.parseLong(parts[3]),
                    Long.parseLong(parts[4]), Long.parseLong(parts[5]));
        }

        String line() {
            return String.join(" ", "cost", Integer.toString(sidecars), Double.toString(cpu), Long.toString(heap),
                    Long.toString(outside), Long.toString(threads));
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

    private IdleApp() {
    }

    /** Starts one; {@link #cost} waits for what it says. */
    public static Process start(Place place, int count, Duration settle, Duration measured) throws IOException {
        // The heap is resident from the beginning: what comes to the resident memory is outside of it.
        return Java.running(IdleApp.class, List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch"),
                place.folder("idle").toString(), Integer.toString(count), settle.toString(),
                measured.toString(), place.programs().pipe().toString()).start();
    }

    public static Cost cost(Process app) throws IOException {
        return app.inputReader().lines().filter(line -> line.startsWith("cost ")).map(Cost::parse).findFirst()
                .orElseThrow(() -> new IllegalStateException("The application with idle sidecars did not get so far"));
    }

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        List<String> command = new Programs(Path.of(arguments[4])).server("idle");
        ScheduledExecutorService callbacks = Executors.newScheduledThreadPool(1);
        Vertx vertx = Vertx.vertx();
        // What the application has in any case, and would otherwise be counted as the first sidecar's
        vertx.executeBlocking(() -> true).toCompletionStage().toCompletableFuture().join();
        callbacks.submit(() -> true).get();
        Used before = Used.now();
        try (RunningFleet fleet = new RunningFleet(vertx, callbacks, Path.of(arguments[0]),
                Sidecars.PLAIN.listening(Optional.of("/")).stdout(OutputLevel.INFO).declare(count, "s", command), () -> {
                })) {
            fleet.fleet().launch();
            for (int n = 0; n < count; n++) {
                fleet.next(SidecarReady.class);
            }
            System.out.println(cost(count, before, Duration.parse(arguments[2]), Duration.parse(arguments[3])).line());
        }
        System.exit(0);
    }

    private static Cost cost(int count, Used before, Duration settle, Duration measured)
            throws InterruptedException, IOException {
        Pause.of(settle);
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long begin = System.nanoTime();
        long used = system.getProcessCpuTime();
        Pause.of(measured);
        Used after = Used.now();
        double cpu = 100.0 * (after.cpu() - used) / (System.nanoTime() - begin);
        return new Cost(count, cpu, after.heap() - before.heap(), after.resident() - before.resident(),
                after.threads() - before.threads());
    }
}
